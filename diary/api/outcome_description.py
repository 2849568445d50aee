"""The shape of the outcome for the API's OpenAPI description."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from diary.analytics.confounders import Happened
from diary.analytics.course import BaselineSource, NoBaseline
from diary.analytics.measures import MEASURES
from diary.analytics.outcome import NoBand
from diary.analytics.placing import Differs, Place
from diary.analytics.uncertain import LOGGED_DIFFERS
from diary.analytics.windows import Cut, Weeks
from diary.api.criteria_description import BurdenShape, RulesShape, SideShape, interval
from diary.api.description import CODE, REFUSAL, word
from diary.api.medicines_description import MedicinesShape, PreventiveShape, TriedShape
from diary.terms.documented import Arm
from diary.terms.treatments import Product

_MEASURE: Any = list(MEASURES)


class DocumentedShape(serializers.Serializer[Any]):
    """The averages of two trials: days fewer per 28, lower and higher."""

    arm = word(Arm)
    low = serializers.FloatField()
    high = serializers.FloatField()
    measure = serializers.ChoiceField(_MEASURE)
    weeks = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    participants = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    locals()["source"] = serializers.CharField()  # a name that fields have, too
    checked = serializers.DateField(allow_null=True)


class GroupShape(serializers.Serializer[Any]):
    """One group's mean, in days fewer a month."""

    arm = word(Arm)
    days_fewer = serializers.FloatField()
    week = serializers.IntegerField()
    participants = serializers.IntegerField(allow_null=True)
    interval_95 = interval()


class CitedShape(serializers.Serializer[Any]):
    """Another publication; its figures are mixed with no other's."""

    locals()["source"] = serializers.CharField()  # a name that fields have, too
    seen_in_primary_source = serializers.BooleanField()
    groups = GroupShape(many=True)


class TallyShape(serializers.Serializer[Any]):
    """Days counted, of those known, of those expected; per 28 only from 20 known days on."""

    days = serializers.IntegerField()
    known = serializers.IntegerField()
    logged = serializers.IntegerField()
    expected = serializers.IntegerField()
    clear_so_far = serializers.IntegerField()
    days_per_28 = serializers.FloatField(allow_null=True)
    least_per_28 = serializers.FloatField(help_text="if no unanswered day had it")
    most_per_28 = serializers.FloatField(help_text="if every unanswered day had it")


class HoursShape(serializers.Serializer[Any]):
    """Hours of headache, on days whose hours are said; a clear day has none."""

    hours = serializers.FloatField()
    known = serializers.IntegerField(help_text="days whose hours are said")
    logged = serializers.IntegerField()
    expected = serializers.IntegerField()
    clear_so_far = serializers.IntegerField()
    hours_per_28 = serializers.FloatField(allow_null=True)
    least_per_28 = serializers.FloatField(help_text="if no other day had any")
    most_per_28 = serializers.FloatField(help_text="if every other day had 24")


class ChangeShape(serializers.Serializer[Any]):
    """Since the baseline; above 0 is a fall."""

    before_per_28 = serializers.FloatField()
    after_per_28 = serializers.FloatField()
    days_fewer = serializers.FloatField()
    percent_fewer = serializers.FloatField(allow_null=True, help_text="null from a baseline of 0")
    interval_95 = interval(help_text="of the days fewer; null where the baseline is not from this diary")


class HoursChangeShape(serializers.Serializer[Any]):
    """Of hours of headache since the baseline, where enough days of both say how long; above 0 is a fall."""

    before_per_28 = serializers.FloatField()
    after_per_28 = serializers.FloatField()
    hours_fewer = serializers.FloatField()
    percent_fewer = serializers.FloatField(allow_null=True, help_text="null from none before")
    interval_95 = interval(help_text="of the hours fewer")


class BaselineShape(serializers.Serializer[Any]):
    """What everything is compared with: as fixed, and what the diary says of the same days now."""

    locals()["source"] = word(BaselineSource, allow_null=True)  # a name that fields have, too
    lacking = word(NoBaseline, allow_null=True)
    first = serializers.DateField(allow_null=True)
    last = serializers.DateField(allow_null=True)
    days_per_28 = serializers.DictField(child=serializers.FloatField())
    fixed = serializers.DictField(child=TallyShape())
    now = serializers.DictField(child=TallyShape())
    hours = HoursShape(allow_null=True)
    has_changed = serializers.BooleanField()
    dated = serializers.DateField(allow_null=True, help_text="of a figure that was written down or recalled")
    are_unreadable = serializers.BooleanField(help_text="days were fixed, and damaged where they are stored")


class WindowShape(serializers.Serializer[Any]):
    """28 days of a cycle, or fewer where they are cut short."""

    weeks = word(Weeks)
    first = serializers.DateField()
    last = serializers.DateField()
    cut = word(Cut, allow_null=True)
    weeks_since_first = serializers.ListField(
        child=serializers.IntegerField(), min_length=2, max_length=2, allow_null=True
    )
    is_weeks_21_24 = serializers.BooleanField(help_text="the trials' own window")
    counts = serializers.DictField(child=TallyShape())
    hours = HoursShape()
    hours_change = HoursChangeShape(allow_null=True)
    changes = serializers.DictField(child=ChangeShape())


class CycleShape(serializers.Serializer[Any]):
    """From one treatment to the day before the next; `overdue`: days past week 12."""

    number = serializers.IntegerField(allow_null=True)
    injected = serializers.DateField()
    last = serializers.DateField()
    is_paused = serializers.BooleanField(
        help_text="no treatment for so long that the next may open another course"
    )
    windows = WindowShape(many=True)
    changes = serializers.DictField(child=ChangeShape(), help_text="all usable windows together")
    overdue = serializers.DictField(child=TallyShape())
    overdue_hours = HoursShape(allow_null=True)


class NewestShape(serializers.Serializer[Any]):
    """The window whose counts lead, whether there is anything to compare them with or not."""

    injected = serializers.DateField()
    weeks = word(Weeks)


class LatestShape(serializers.Serializer[Any]):
    """A window with a change, and its place beside the documented averages."""

    injected = serializers.DateField()
    weeks = word(Weeks)
    compared_by = serializers.ChoiceField(_MEASURE)
    place = word(Place, allow_null=True, help_text="null where the averages are not set beside it")
    differs_from_the_trials = serializers.ListField(child=word(Differs))


class AroundShape(serializers.Serializer[Any]):
    """28 days before an injection and its first 28; `is_again`: those before were treated, too."""

    number = serializers.IntegerField(allow_null=True)
    injected = serializers.DateField()
    before = TallyShape()
    after = TallyShape()
    change = ChangeShape(allow_null=True)
    is_again = serializers.BooleanField()


class WeekShape(serializers.Serializer[Any]):
    """One week since the injection, over the cycles in which at least 5 of 7 days are logged."""

    week = serializers.IntegerField()
    cycles = serializers.IntegerField()
    mean = serializers.FloatField(help_text="headache days of 7")
    spread = serializers.FloatField(allow_null=True, help_text="standard deviation between cycles")


class OnsetShape(serializers.Serializer[Any]):
    """Weeks 1-4 since the injection, on average and in the first cycle of the course, beside before."""

    before_source = word(BaselineSource, allow_null=True)
    before_of_7 = serializers.FloatField(allow_null=True, help_text="headache days of 7 before treatment")
    weeks = WeekShape(many=True)
    first_cycle = WeekShape(many=True, help_text="empty where it was before the diary")


class RiseShape(serializers.Serializer[Any]):
    """How much weeks 9-12 of one cycle are above its weeks 5-8."""

    cycle = serializers.IntegerField(help_text="its place in `cycles`, from 1")
    rise_per_28 = serializers.FloatField(help_text="headache days per 28")


class WearingOffShape(serializers.Serializer[Any]):
    """How much weeks 9-12 are above weeks 5-8, cycle by cycle; there is no agreed definition."""

    rises = RiseShape(many=True)
    rose = serializers.IntegerField(help_text="cycles that rose by at least so much")
    rose_by_at_least = serializers.FloatField(help_text="headache days per 28")
    is_pattern = serializers.BooleanField()


class LateShape(serializers.Serializer[Any]):
    """Days past week 12, and weeks 9-12 of the same cycles."""

    cycles = serializers.IntegerField()
    overdue = TallyShape()
    weeks_9_12 = TallyShape()


class SinceInjectionShape(serializers.Serializer[Any]):
    """The course within a cycle."""

    weeks = WeekShape(many=True)
    onset = OnsetShape()
    wearing_off = WearingOffShape()
    late = LateShape(allow_null=True)


class ConfounderShape(serializers.Serializer[Any]):
    """A preventive started or stopped in the days compared, or perhaps: `is_inside` says if surely. Not
    said to have caused anything."""

    drug = serializers.CharField()
    happened = word(Happened)
    date = serializers.DateField(allow_null=True, help_text="null: nobody knows")
    about = serializers.BooleanField()
    is_inside = serializers.BooleanField()


class UncertainShape(serializers.Serializer[Any]):
    """What an interval does not hold: how the days were recorded by which the cycle of the newest window is
    judged, on both sides where the baseline is from this diary, and what else changed in them."""

    baseline_source = word(BaselineSource, allow_null=True)
    logged = serializers.IntegerField()
    recorded_late = serializers.IntegerField(help_text="of those logged, after the day itself")
    imported = serializers.IntegerField(help_text="of those logged, with a file")
    clear_so_far = serializers.IntegerField(help_text="evenings that were not confirmed")
    logged_differs = serializers.IntegerField(
        help_text=f"days of 28 by which the sides differ in how many are known; 0 up to {LOGGED_DIFFERS}"
    )
    cut = word(Cut, allow_null=True, help_text="why one of the windows has fewer than 28 days")
    figure_outside_per_28 = interval(
        help_text="what the diary of the days before allows, where the figure is outside of that"
    )
    confounders = ConfounderShape(many=True)


class TreatmentShape(serializers.Serializer[Any]):
    """One session."""

    date = serializers.DateField()
    product = word(Product)
    units = serializers.IntegerField(allow_null=True)
    lot = serializers.CharField(allow_null=True)


class CourseShape(serializers.Serializer[Any]):
    """A run of treatments with one baseline."""

    number = serializers.IntegerField()
    from_start = serializers.BooleanField()
    began = serializers.DateField(allow_null=True)
    began_about = serializers.BooleanField()
    earlier_treatments = serializers.IntegerField(allow_null=True)
    baseline = BaselineShape()
    months_before = SideShape(
        allow_null=True, help_text="headache days of three months before the first treatment"
    )
    no_band = word(NoBand, allow_null=True, help_text="why the averages are not drawn")
    lead = serializers.ChoiceField(_MEASURE, help_text="the measure that tells most of this course")
    treatments = TreatmentShape(many=True)
    cycles = CycleShape(many=True)
    newest = NewestShape(allow_null=True)
    latest = LatestShape(allow_null=True, help_text="the newest, where there is something to compare with")
    like_for_like = LatestShape(
        allow_null=True,
        help_text="set beside the trials: weeks 21-24 where they are compared",
    )
    like_for_like_uncertain = UncertainShape(
        allow_null=True, help_text="the same of that window; null where nothing is set beside the trials"
    )
    around_injections = AroundShape(many=True)
    since_injection = SinceInjectionShape()
    uncertain = UncertainShape(allow_null=True)


class OutcomeShape(serializers.Serializer[Any]):
    """Every course, as of `today`. Days are per 28 where a name says so."""

    today = serializers.DateField()
    month_days = serializers.IntegerField()
    enough_days = serializers.IntegerField()
    measures = serializers.DictField(child=serializers.CharField())
    medicines = MedicinesShape()
    burden = BurdenShape()
    criteria = RulesShape()
    preventives = PreventiveShape(many=True)
    preventives_tried = TriedShape()
    documented = DocumentedShape(many=True)
    cited = CitedShape(many=True)
    courses = CourseShape(many=True)


read_outcome = extend_schema(
    operation_id="patients_outcome_retrieve",
    parameters=[CODE],
    responses={200: OutcomeShape, 404: REFUSAL, 429: REFUSAL},
)
