"""The still picture with its labels, and its key: what each shape in it is."""

from typing import NamedTuple

from django.utils.functional import Promise

from diary.analytics.course import BaselineSource
from diary.analytics.outcome import CourseOutcome
from diary.charts.still import Still, dates_to_label, still
from diary.terms.documented import BOTOX, PLACEBO, Arm
from diary.wording.dates import short_date, year_in_words
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.outcome import SOURCE
from diary.wording.trials import range_in_words


class KeyEntry(NamedTuple):
    """A shape, by the name that styles draw it under, and what it is."""

    kind: str
    label: str


def labelled_still(course: CourseOutcome) -> Still:
    """The picture of `course`, as the page and the report draw it."""
    injections = course.course.injections
    labels = {
        day: short_date(day) if day in injections else year_in_words(day) for day in dates_to_label(course)
    }
    return still(course, labels)


def key_in_words(drawn: Still, source: BaselineSource | None) -> tuple[KeyEntry, ...]:
    """An entry for each kind of shape that `drawn` holds; `source`: where its baseline is from."""
    shown = {
        "injection": True,
        "baseline": drawn.baseline is not None,
        "bar": bool(drawn.bars),
        "before": bool(drawn.baseline_bar),
        "whisker": bool(drawn.whiskers),
        "sparse": bool(drawn.sparse),
        "botox": bool(drawn.bands),
        "placebo": bool(drawn.bands),
    }
    kinds = [kind for kind, is_shown in shown.items() if is_shown]
    return tuple(KeyEntry(kind, shape_in_words(kind, source)) for kind in kinds)


@kept
def shape_in_words(kind: str, source: BaselineSource | None) -> str:
    """What a kind of shape is; `source`: where the baseline is from."""
    if kind == "baseline" and source in (BaselineSource.DOCUMENTED, BaselineSource.RECALLED):
        return _("as before treatment, %(source)s") % {"source": SOURCE[source]}
    if kind == Arm.BOTOX:
        return _(
            "before treatment less %(range)s: the Botox averages of two trials in weeks 21 to 24, which "
            "counted days of 4 hours or more (%(source)s)"
        ) % {"range": range_in_words(BOTOX), "source": BOTOX.source}
    if kind == Arm.PLACEBO:
        return _("before treatment less %(range)s: the placebo averages of the same trials") % {
            "range": range_in_words(PLACEBO)
        }
    return str(_SHAPES[kind])


_SHAPES: dict[str, Promise] = {
    "injection": gettext_lazy("treatment"),
    "baseline": gettext_lazy("as before treatment"),
    "bar": gettext_lazy("a window since the treatment"),
    "before": gettext_lazy("the 28 days before treatment"),
    "whisker": gettext_lazy("least to most, whatever the days not known were"),
    "sparse": gettext_lazy("from the least to the most, where fewer than 20 days are known"),
}
