"""The shapes of medicine days and other preventives for the API's OpenAPI description."""

from typing import Any

from rest_framework import serializers

from diary.api.description import word
from diary.terms.preventives import Ended, PreventiveClass, Taking

PREVENTIVE_CLASSES = [one.value for one in PreventiveClass]
"""Named in the settings, so that the description has one name for them."""


class CountedShape(serializers.Serializer[Any]):
    """Days of a month of 30, and of how many of them it is known."""

    days = serializers.IntegerField()
    known = serializers.IntegerField()


class MedicineMonthShape(serializers.Serializer[Any]):
    """30 days: headache, and days with each class of medicine that was taken."""

    first = serializers.DateField()
    last = serializers.DateField()
    headache = CountedShape()
    days = serializers.DictField(child=CountedShape())


class MedicinesShape(serializers.Serializer[Any]):
    """Medicine days beside the lines of ICHD-3 8.2; a line is no diagnosis."""

    month_days = serializers.IntegerField()
    months = MedicineMonthShape(many=True)
    near_within_days = serializers.IntegerField(help_text="near: up to so many days short of the line")
    for_months = serializers.IntegerField(help_text="so many months in a row are more than three")
    with_headache_days = serializers.IntegerField(help_text="in each of these months, at least")
    lines = serializers.DictField(child=serializers.IntegerField())
    over = serializers.ListField(child=serializers.CharField())
    near = serializers.ListField(child=serializers.CharField())
    over_for_months = serializers.ListField(child=serializers.CharField())
    near_for_months = serializers.ListField(child=serializers.CharField())
    one_or_another_for_months = serializers.BooleanField(
        help_text="some class on its line in each of four months, and none in all"
    )
    near_one_or_another_for_months = serializers.BooleanField(
        help_text="some class near its line or on it in each of four months, and none in all; false where "
        "some class was on its line in each"
    )


class PreventiveShape(serializers.Serializer[Any]):
    """Another preventive that is or was taken; `drug` is the patient's own word where it is not listed."""

    drug = serializers.CharField()
    is_listed = serializers.BooleanField()
    locals()["class"] = word(PreventiveClass, allow_null=True)  # a word of Python, too
    taking = word(Taking, allow_null=True)
    started = serializers.DateField(allow_null=True)
    started_about = serializers.BooleanField()
    stopped = serializers.DateField(allow_null=True)
    stopped_about = serializers.BooleanField()
    days_at_least = serializers.IntegerField(help_text="0 where a date that it needs is not known")
    days_at_most = serializers.IntegerField(allow_null=True, help_text="null: nobody knows")
    highest_dose = serializers.CharField(allow_null=True)
    ended = word(Ended, allow_null=True)


class TriedShape(serializers.Serializer[Any]):
    """Preventives that ended because they did not help enough, were not tolerated or not suitable, each
    drug once; and the classes taken for eight weeks or more, surely or as far as the dates tell."""

    ended = serializers.IntegerField()
    perhaps_ended = serializers.IntegerField(help_text="so many more, if dates not known allow it")
    by_reason = serializers.DictField(child=serializers.IntegerField())
    for_8_weeks = serializers.ListField(child=word(PreventiveClass))
    perhaps_8_weeks = serializers.ListField(child=word(PreventiveClass))
