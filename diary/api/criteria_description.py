"""The shape of the rules for the API's OpenAPI description."""

from typing import Any

from rest_framework import serializers

from diary.analytics.course import BaselineSource
from diary.analytics.criteria import Answer, Asks, Band, Elsewhere, Rule, Where, Why
from diary.analytics.measures import HOURS, MEASURES
from diary.api.description import word
from diary.terms.criteria import ResponseDays

# Under these names the description knows words that several fields have.
ANSWERS, BANDS = [one.value for one in Answer], [one.value for one in Band]
BASELINE_SOURCES = [one.value for one in BaselineSource]


class SpanShape(serializers.Serializer[Any]):
    """Consecutive dates, and of how many of them it is known."""

    first = serializers.DateField()
    last = serializers.DateField()
    known = serializers.IntegerField()
    expected = serializers.IntegerField()


class SideShape(serializers.Serializer[Any]):
    """Days counted: the unweighted mean of their spans; hours where the measure is hours."""

    days = SpanShape(many=True)
    per_28 = serializers.FloatField(allow_null=True)
    least_per_28 = serializers.FloatField(allow_null=True, help_text="whatever the unknown days were")
    most_per_28 = serializers.FloatField(allow_null=True)
    is_written = serializers.BooleanField(help_text="a figure that somebody wrote down or recalled")
    locals()["source"] = word(BaselineSource, allow_null=True)  # a name that fields have, too
    why = word(Why, allow_null=True, help_text="why nothing can be said of it")
    until = serializers.DateField(allow_null=True, help_text="the last of its days, if that is to come")


def interval(**options: Any) -> serializers.ListField:
    """Both limits of a 95 % interval."""
    return serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, allow_null=True, **options
    )


class SumShape(serializers.Serializer[Any]):
    """One question of a rule, held against its days; `beyond_per_28` below 0 is short of the line."""

    measure = serializers.ChoiceField([*MEASURES, HOURS])
    asks = word(Asks)
    number = serializers.IntegerField()
    before = SideShape(allow_null=True)
    after = SideShape()
    line_per_28 = serializers.FloatField(allow_null=True)
    beyond_per_28 = serializers.FloatField(allow_null=True)
    interval_95 = interval(help_text="of how far beyond; null for written figures")
    is_met = serializers.BooleanField(allow_null=True, help_text="null where it cannot be assessed")
    is_met_30 = serializers.BooleanField(allow_null=True, help_text="for months of 30 days")
    is_close_call = serializers.BooleanField(help_text="the interval holds the line")
    why = word(Why, allow_null=True)


class ReadingShape(serializers.Serializer[Any]):
    """One way to read a rule: met where all of its sums are, or where any of them is."""

    days = word(Where)
    of_all = serializers.BooleanField()
    is_met = serializers.BooleanField(allow_null=True)
    is_close_call = serializers.BooleanField()
    why = word(Why, allow_null=True)
    sums = SumShape(many=True)


class BesidesShape(serializers.Serializer[Any]):
    """What a rule asks for besides the days of a diary."""

    part = word(Elsewhere)
    is_met = serializers.BooleanField(allow_null=True, help_text="null where nobody knows")
    recorded = serializers.IntegerField(allow_null=True)
    needed = serializers.IntegerField(allow_null=True)
    perhaps = serializers.IntegerField(help_text="so many more, if dates not known allow it")


class RuleShape(serializers.Serializer[Any]):
    """One rule. Rules disagree, and are never merged."""

    rule = word(Rule)
    name = serializers.CharField()
    locals()["source"] = serializers.CharField()  # a name that fields have, too
    asks = serializers.CharField(help_text="what it asks for, in words")
    answer = word(Answer)
    answer_30 = word(Answer, help_text="for months of 30 days")
    diary_part = word(Answer, help_text="of what days say, where a rule asks for more")
    is_close_call = serializers.BooleanField()
    besides = BesidesShape(many=True)
    readings = ReadingShape(many=True)


class ThresholdsShape(serializers.Serializer[Any]):
    """Numbers that clinics may set, as they are in force here."""

    start_headache_days = serializers.IntegerField()
    start_migraine_days = serializers.IntegerField()
    start_preventives = serializers.IntegerField()
    stop_percent = serializers.IntegerField()
    stop_headache_days = serializers.IntegerField()
    stop_months = serializers.IntegerField()
    response_days = word(ResponseDays)
    renewal_days = serializers.IntegerField()
    renewal_hours = serializers.IntegerField()


class RulesShape(serializers.Serializer[Any]):
    """Every rule, held against the latest course."""

    thresholds = ThresholdsShape()
    clinic = serializers.CharField(allow_null=True, help_text="whose numbers they are; null: as published")
    rules = RuleShape(many=True)


class BurdenShape(serializers.Serializer[Any]):
    """Days of migraine or of moderate or severe pain, as the mean of three months (IHS 2025)."""

    counted = SideShape()
    days_per_28 = serializers.FloatField(allow_null=True)
    interval_95 = interval()
    band = word(Band, allow_null=True, help_text="null where unknown days could decide it")
    band_30 = word(Band, allow_null=True, help_text="for months of 30 days")
    bands_within_interval = serializers.ListField(child=word(Band))
    why = word(Why, allow_null=True)
