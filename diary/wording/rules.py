"""The rules in words: whose each is, what it asks for, and on which days.

Calm words, the same for patients and specialists: what a rule calls stopping is something to discuss, and
meeting one by having fewer headaches is a good result.
"""

from django.utils.functional import Promise
from django.utils.translation import ngettext

from diary.analytics.criteria import Answer, Asked, Besides, Elsewhere, Rule, Where
from diary.terms.criteria import US_MOST_UNITS, US_UNITS, US_UNITS_DAYS
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy, kept

NAME: dict[Rule, Promise] = {
    Rule.RESPONSE_30: gettext_lazy("30\xa0% fewer headache days"),
    Rule.RESPONSE_50: gettext_lazy("50\xa0% fewer headache days"),
    Rule.RESPONSE_75: gettext_lazy("75\xa0% fewer headache days"),
    Rule.NICE_START: gettext_lazy("NICE TA260: to begin"),
    Rule.NICE_RESPONSE: gettext_lazy("NICE TA260: fall after two cycles"),
    Rule.NICE_STOP_DAYS: gettext_lazy("NICE TA260: few headache days, months in a row"),
    Rule.EHF_START: gettext_lazy("European Headache Federation 2018: to begin"),
    Rule.EHF_RESPONSE: gettext_lazy("European Headache Federation 2018: fall in the first cycles"),
    Rule.EHF_STOP_DAYS: gettext_lazy("European Headache Federation 2018: few headache days"),
    Rule.HULL: gettext_lazy("Hull: a month after treatment"),
    Rule.AHS: gettext_lazy("American Headache Society 2021: at 6 months"),
    Rule.US_START: gettext_lazy("US payers, typical: to begin"),
    Rule.US_RENEWAL: gettext_lazy("US payers, typical: renewal"),
    Rule.CHRONIC_BEFORE: gettext_lazy("ICHD-3 1.3: chronic pattern before treatment"),
    Rule.CHRONIC_NOW: gettext_lazy("ICHD-3 1.3: chronic pattern now"),
}

_NICE: Promise = gettext_lazy("NICE technology appraisal TA260; commissioners word it differently.")
_EHF: Promise = gettext_lazy("Guideline of the European Headache Federation, 2018.")
_PAYERS: Promise = gettext_lazy("What US payers typically ask for; no single policy.")
_ICHD: Promise = gettext_lazy("International Classification of Headache Disorders (ICHD-3), 1.3.")

SOURCE: dict[Rule, Promise] = {
    Rule.RESPONSE_30: gettext_lazy(
        "The line of NICE TA260 and of the European Headache Federation 2018; called meaningful in chronic "
        "migraine."
    ),
    Rule.RESPONSE_50: gettext_lazy("The line of Hull and of the American Headache Society 2021."),
    Rule.RESPONSE_75: gettext_lazy("No guideline's line; customary beside the others in reports of trials."),
    Rule.HULL: gettext_lazy("The Hull headache clinic's way of judging."),
    Rule.AHS: gettext_lazy("Consensus of the American Headache Society, 2021; quoted second-hand."),
    **dict.fromkeys((Rule.NICE_START, Rule.NICE_RESPONSE, Rule.NICE_STOP_DAYS), _NICE),
    **dict.fromkeys((Rule.EHF_START, Rule.EHF_RESPONSE, Rule.EHF_STOP_DAYS), _EHF),
    **dict.fromkeys((Rule.US_START, Rule.US_RENEWAL), _PAYERS),
    **dict.fromkeys((Rule.CHRONIC_BEFORE, Rule.CHRONIC_NOW), _ICHD),
}

ANSWER: dict[Answer, Promise] = {
    Answer.MET: gettext_lazy("met"),
    Answer.NOT_MET: gettext_lazy("not met"),
    Answer.DEPENDS: gettext_lazy("depends on the window"),
    Answer.CANNOT: gettext_lazy("cannot be assessed"),
}

WHERE: dict[Where, Promise] = {
    Where.LATEST_WINDOW: gettext_lazy("The latest whole window"),
    Where.LATEST_CYCLE: gettext_lazy("All whole windows of that cycle"),
    Where.MONTH_BEFORE: gettext_lazy("The 28 days before treatment"),
    Where.MONTHS_BEFORE: gettext_lazy("Months of 28 days before treatment"),
    Where.MONTHS_NOW: gettext_lazy("The latest months of 28 days"),
    Where.MONTHS_TREATED: gettext_lazy("The latest months of 28 days under treatment"),
    Where.WEEKS_9_12: gettext_lazy("Weeks 9 to 12 of cycle 2"),
    Where.WHOLE_CYCLE: gettext_lazy("All of cycle 2"),
    Where.AROUND_EACH: gettext_lazy("The 4 weeks after each of the first treatments beside those before it"),
    Where.FIRST_WEEKS_OF_EACH: gettext_lazy("The same weeks beside the days before any treatment"),
    Where.FIRST_WEEKS: gettext_lazy("Weeks 1 to 4 of the latest cycle"),
}
LATEST_DAYS: Promise = gettext_lazy("The latest months of 28 days, as there was no treatment yet")

ELSEWHERE: dict[Elsewhere, Promise] = {
    Elsewhere.UNITS: gettext_lazy(
        "whether %(units)s units at a time are planned, and no more than %(most)s in %(days)s days"
    ),
    Elsewhere.OVERUSE_MANAGED: gettext_lazy("whether days with acute medicines are in hand"),
    Elsewhere.MIDAS: gettext_lazy("the MIDAS questionnaire"),
    Elsewhere.HIT_6: gettext_lazy("the HIT-6 questionnaire"),
}

INTRODUCTION: Promise = gettext_lazy(
    "Guidelines and payers look at these numbers. Their rules disagree with each other, none decides alone, "
    "and what follows is for you and your clinic to talk over."
)


def besides_in_words(parts: tuple[Besides, ...]) -> list[str]:
    """What a rule asks for besides the days, and how much of it is recorded."""
    said = [_recorded(part) for part in parts if part.recorded is not None]
    numbers = {"units": US_UNITS, "most": US_MOST_UNITS, "days": US_UNITS_DAYS}
    unanswered = ", ".join(str(ELSEWHERE[part.part]) % numbers for part in parts if part.recorded is None)
    return [*said, _("Not answered by a diary: %(parts)s.") % {"parts": unanswered}] if unanswered else said


def _recorded(part: Besides) -> str:
    recorded = part.recorded or 0
    if part.part is Elsewhere.CLASSES:
        said = ngettext(
            "Recorded: other preventives of %(recorded)s class for 8 weeks or more; %(needed)s are asked "
            "for, at a dose that was high enough, which is not judged here.",
            "Recorded: other preventives of %(recorded)s classes for 8 weeks or more; %(needed)s are asked "
            "for, at doses that were high enough, which is not judged here.",
            recorded,
        )
    else:
        said = ngettext(
            "Recorded: %(recorded)s other preventive that did not help enough, was not tolerated or not "
            "suitable; %(needed)s are asked for.",
            "Recorded: %(recorded)s other preventives that did not help enough, were not tolerated or "
            "not suitable; %(needed)s are asked for.",
            recorded,
        )
    said %= {"recorded": recorded, "needed": part.needed}
    if not part.perhaps:
        return said
    perhaps = ngettext(
        "%(said)s Perhaps %(perhaps)s more: not all dates are known.",
        "%(said)s Perhaps %(perhaps)s more: not all dates are known.",
        part.perhaps,
    )
    return perhaps % {"said": said, "perhaps": part.perhaps}


def numbers_in_words(clinic: str | None) -> str:
    """Whose the numbers of the rules are."""
    if clinic is None:
        return _("The numbers are as published, or as they are typically asked for.")
    return _("Numbers that clinics word differently are those of %(clinic)s.") % {"clinic": clinic}


@kept
def asks_in_words(asked: Asked) -> str:
    """What a rule asks for, in a sentence or two, with the numbers that are in force."""
    numbers = {f"n{place}": line.number for place, line in enumerate(asked.lines)}
    return _asks(asked) % (numbers | {"months": asked.months})


def _asks(asked: Asked) -> str:
    months = asked.months
    match asked.rule:
        case Rule.RESPONSE_30 | Rule.RESPONSE_50 | Rule.RESPONSE_75:
            return _("Headache days fell by %(n0)s\xa0%% or more since before treatment.")
        case Rule.NICE_START:
            return _(
                "%(n0)s headache days a month or more, of which %(n1)s or more are migraine days. People "
                "treated already may continue."
            )
        case Rule.NICE_RESPONSE:
            return _(
                "Headache days fell by %(n0)s\xa0%% or more after two cycles; guidance does not say on which "
                "days. If they did not, clinics discuss whether to stop."
            )
        case Rule.NICE_STOP_DAYS:
            return ngettext(
                "Fewer than %(n0)s headache days in %(months)s month: a good result, after which clinics "
                "discuss whether to stop.",
                "Fewer than %(n0)s headache days in each of %(months)s months in a row: a good result, after "
                "which clinics discuss whether to stop.",
                months,
            )
        case Rule.EHF_START:
            return _("Two to three other preventives tried before.")
        case Rule.EHF_RESPONSE:
            return _(
                "Headache days fell by %(n0)s\xa0%% or more in one of the first two or three cycles. If they "
                "did not, clinics discuss whether to stop."
            )
        case Rule.EHF_STOP_DAYS:
            return ngettext(
                "Fewer than %(n0)s headache days in %(months)s month: a good result, after which clinics "
                "discuss whether to stop, and look again 4 to 5 months later.",
                "Fewer than %(n0)s headache days in each of %(months)s months in a row: a good result, after "
                "which clinics discuss whether to stop, and look again 4 to 5 months later.",
                months,
            )
        case Rule.HULL:
            return _(
                "%(n0)s\xa0%% fewer headache days, or %(n1)s\xa0%% fewer migraine days, or %(n2)s times as "
                "many clear days as before treatment."
            )
        case Rule.AHS:
            return _(
                "%(n0)s\xa0%% fewer headache days, or %(n1)s\xa0%% fewer days of moderate or severe pain, or "
                "MIDAS 5 lower (from 11 to 20) or 30\xa0%% lower (from above 20), or HIT-6 5 to 6 lower."
            )
        case Rule.US_START:
            return ngettext(
                "%(n0)s days or more with headache of 4 hours or more in %(months)s month.",
                "%(n0)s days or more with headache of 4 hours or more in each of %(months)s months.",
                months,
            )
        case Rule.US_RENEWAL:
            return _("%(n0)s headache days fewer a month, or %(n1)s hours of headache fewer a month.")
        case Rule.CHRONIC_BEFORE | Rule.CHRONIC_NOW:
            return _(
                "%(n0)s headache days a month or more, of which %(n1)s or more are migraine days, for more "
                "than three months. A pattern, and no diagnosis."
            )
