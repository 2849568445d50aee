"""Means of three months in words: what burden is left, and how it was before treatment."""

from django.utils.functional import Promise

from diary.analytics.criteria import Band, Burden, Side, Why
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept
from diary.wording.numbers import between_in_words, days_in_words, interval_in_words, of_in_words


def burden_in_words(found: Burden) -> str:
    """What burden is left, in a sentence; that it cannot be told, where too little is known."""
    if found.days is None:
        return _untold(found)
    if found.interval is None:
        return f"{_certain(days_in_words(float(found.days)))} {_band(found.band, found.within)}"
    words = {
        "days": days_in_words(float(found.days)),
        "limits": interval_in_words(found.interval.low, found.interval.high),
        "known": _known(found.side),
    }
    said = _(
        "Days of migraine or of moderate or severe pain in the last three months: %(days)s per 28 (95\xa0%% "
        "interval %(limits)s; known of %(known)s days)."
    )
    said %= words
    said = f"{said} {_band(found.band, found.within)}"
    if found.in_30 is found.band:
        return said
    if found.in_30 is None:
        return _("%(said)s In months of 30 days, days not known could decide it.") % {"said": said}
    return _("%(said)s In months of 30 days: %(band)s.") % {"said": said, "band": BAND[found.in_30]}


@kept
def _certain(days: str) -> str:
    return _(
        "Days of migraine or of moderate or severe pain in the last three months: %(days)s per 28, whatever "
        "was not answered."
    ) % {"days": days}


def _untold(found: Burden) -> str:
    side = found.side
    said = str(_ONE_SIDED if found.why is Why.ONE_SIDED else _TOO_FEW)
    if side.lacking is not None or not side.counts:
        return said
    between = between_in_words(*map(float, side.bounds))
    return _("%(said)s It lies somewhere from %(between)s days per 28.") % {"said": said, "between": between}


_TOO_FEW: Promise = gettext_lazy(
    "What burden is left (IHS 2025) cannot be told: of too few days in the last three months it is known "
    "how bad the pain was and whether it was a migraine."
)
_ONE_SIDED: Promise = gettext_lazy(
    "What burden is left (IHS 2025) cannot be told: of some days in the last three months not everything was "
    "answered, and these are known to be different from the others."
)


@kept
def _band(band: Band | None, within: tuple[Band, ...]) -> str:
    reached = ", ".join(str(BAND[one]) for one in within)
    if band is None:
        return _("Days not known could decide which band of IHS 2025 that is.")
    if within == (band,):
        return _("Band of IHS 2025: %(band)s.") % {"band": BAND[band]}
    return _("Band of IHS 2025: %(band)s; the interval reaches %(reached)s.") % {
        "band": BAND[band],
        "reached": reached,
    }


BAND: dict[Band, Promise] = {
    Band.NONE: gettext_lazy("none"),
    Band.UNDER_4: gettext_lazy("under 4"),
    Band.FROM_4_TO_6: gettext_lazy("4 to 6"),
    Band.OVER_6: gettext_lazy("over 6"),
}


def before_in_words(side: Side) -> str:
    """The mean of three months of diary before treatment."""
    return _(
        "In the three months before treatment that are in the diary: %(days)s per 28 on average, logged "
        "%(known)s."
    ) % {"days": days_in_words(float(side.rate)), "known": _known(side)}


def _known(side: Side) -> str:
    tallies = [count.tally for count in side.counts]
    return of_in_words(sum(one.known for one in tallies), sum(one.expected for one in tallies))
