"""Other preventives than botulinum toxin: the list, one of them as a document, and what it may say.

`None` is "not said" or "not known". Generics and brands are common ones in the UK and the US; what is
not in the list is kept by the name that people give it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from diary.terms.day_document import is_text
from diary.terms.month import DAYS_PER_MONTH, EARLIEST_DAY
from diary.terms.names import NameList
from diary.terms.refusals import Refusal, Refusals


class PreventiveClass(StrEnum):
    """Classes that are told apart where a rule asks for different ones."""

    BETA_BLOCKER = "beta_blocker"
    TRICYCLIC = "tricyclic"
    OTHER_ANTIDEPRESSANT = "other_antidepressant"
    ANTICONVULSANT = "anticonvulsant"
    CALCIUM_CHANNEL_BLOCKER = "calcium_channel_blocker"
    ARB_OR_ACE_INHIBITOR = "arb_or_ace_inhibitor"
    CGRP_ANTIBODY = "cgrp_antibody"
    GEPANT = "gepant"  # taken daily or every other day, not for an attack
    OTHER = "other"


class Listed(NamedTuple):
    """A generic's code (its English name), class and brands."""

    code: str
    preventive_class: PreventiveClass
    brands: tuple[str, ...] = ()


_BETA, _TRICYCLIC = PreventiveClass.BETA_BLOCKER, PreventiveClass.TRICYCLIC
_ANTIDEPRESSANT, _ANTICONVULSANT = PreventiveClass.OTHER_ANTIDEPRESSANT, PreventiveClass.ANTICONVULSANT
_CALCIUM, _ARB_ACE = PreventiveClass.CALCIUM_CHANNEL_BLOCKER, PreventiveClass.ARB_OR_ACE_INHIBITOR
_ANTIBODY, _GEPANT, _OTHER = PreventiveClass.CGRP_ANTIBODY, PreventiveClass.GEPANT, PreventiveClass.OTHER

_LIST = (
    Listed("propranolol", _BETA, ("Inderal", "Bedranol", "Beta-Prograne", "InnoPran", "Hemangeol")),
    Listed("metoprolol", _BETA, ("Lopressor", "Toprol", "Betaloc")),
    Listed("atenolol", _BETA, ("Tenormin",)),
    Listed("bisoprolol", _BETA, ("Cardicor", "Zebeta")),
    Listed("nadolol", _BETA, ("Corgard",)),
    Listed("timolol", _BETA, ("Betim", "Blocadren")),
    Listed("nebivolol", _BETA, ("Nebilet", "Bystolic")),
    Listed("amitriptyline", _TRICYCLIC, ("Elavil", "Tryptizol", "Endep")),
    Listed("nortriptyline", _TRICYCLIC, ("Allegron", "Pamelor")),
    Listed("dosulepin", _TRICYCLIC, ("Prothiaden",)),
    Listed("doxepin", _TRICYCLIC, ("Sinequan",)),
    Listed("imipramine", _TRICYCLIC, ("Tofranil",)),
    Listed("protriptyline", _TRICYCLIC, ("Vivactil",)),
    Listed("venlafaxine", _ANTIDEPRESSANT, ("Efexor", "Effexor")),
    Listed("duloxetine", _ANTIDEPRESSANT, ("Cymbalta",)),
    Listed("mirtazapine", _ANTIDEPRESSANT, ("Zispin", "Remeron")),
    Listed("fluoxetine", _ANTIDEPRESSANT, ("Prozac",)),
    Listed("citalopram", _ANTIDEPRESSANT, ("Cipramil", "Celexa")),
    Listed("sertraline", _ANTIDEPRESSANT, ("Lustral", "Zoloft")),
    Listed("topiramate", _ANTICONVULSANT, ("Topamax", "Trokendi", "Qudexy", "Eprontia")),
    Listed(
        "valproate",
        _ANTICONVULSANT,
        ("Epilim", "Depakote", "Divalproex", "Valproic acid", "Depakene", "Convulex", "Episenta"),
    ),
    Listed("gabapentin", _ANTICONVULSANT, ("Neurontin",)),
    Listed("pregabalin", _ANTICONVULSANT, ("Lyrica",)),
    Listed("lamotrigine", _ANTICONVULSANT, ("Lamictal",)),
    Listed("levetiracetam", _ANTICONVULSANT, ("Keppra",)),
    Listed("zonisamide", _ANTICONVULSANT, ("Zonegran",)),
    Listed("flunarizine", _CALCIUM, ("Sibelium",)),
    Listed("verapamil", _CALCIUM, ("Securon", "Calan", "Isoptin", "Verelan")),
    Listed("cinnarizine", _CALCIUM, ("Stugeron",)),
    Listed("candesartan", _ARB_ACE, ("Amias", "Atacand")),
    Listed("telmisartan", _ARB_ACE, ("Micardis",)),
    Listed("lisinopril", _ARB_ACE, ("Zestril", "Prinivil")),
    Listed("erenumab", _ANTIBODY, ("Aimovig",)),
    Listed("fremanezumab", _ANTIBODY, ("Ajovy",)),
    Listed("galcanezumab", _ANTIBODY, ("Emgality",)),
    Listed("eptinezumab", _ANTIBODY, ("Vyepti",)),
    Listed("atogepant", _GEPANT, ("Aquipta", "Qulipta")),
    Listed("rimegepant", _GEPANT, ("Vydura", "Nurtec")),
    Listed("pizotifen", _OTHER, ("Sanomigran",)),
    Listed("methysergide", _OTHER, ("Deseril", "Sansert")),
    Listed("cyproheptadine", _OTHER, ("Periactin",)),
    Listed("clonidine", _OTHER, ("Dixarit", "Catapres")),
    Listed("memantine", _OTHER, ("Ebixa", "Namenda")),
    Listed("acetazolamide", _OTHER, ("Diamox",)),
    Listed("tizanidine", _OTHER, ("Zanaflex",)),
    Listed("melatonin", _OTHER, ("Circadin",)),
    Listed("magnesium", _OTHER),
    Listed("riboflavin", _OTHER, ("Vitamin B2",)),
    Listed("coenzyme Q10", _OTHER, ("CoQ10", "Ubiquinone")),
    Listed("feverfew", _OTHER),
)

PREVENTIVES: dict[str, Listed] = {one.code: one for one in _LIST}
_NAMES = NameList((one, (one.code, *one.brands)) for one in _LIST)


def preventive_named(name: str) -> Listed | None:
    """The listed preventive known by this generic or brand name; None when there is none."""
    return _NAMES.named(name)


def preventive_like(name: str) -> str | None:
    """The listed name that `name` may be a slip of; None when none is near."""
    return _NAMES.like(name)


class Taking(StrEnum):
    """Whether it is taken."""

    NOW = "now"
    STOPPED = "stopped"
    NEVER = "never"  # considered, and ruled out before the first dose


class Ended(StrEnum):
    """Why it is not taken any more, or never was. Never called a failure of anybody."""

    NOT_ENOUGH = "did_not_help_enough"
    NOT_TOLERATED = "not_tolerated"
    NOT_SUITABLE = "not_suitable"
    OTHER = "other"


ABOUT_DAYS = DAYS_PER_MONTH
"""A date that is only about right is taken as up to so many days earlier or later. Ours."""

TRIED_DAYS = 8 * 7
"""Eight weeks at a preventive: what payers in the US ask for before botulinum toxin."""

MAX_PREVENTIVE_NAME = 60
MAX_DOSE = 60


class When(NamedTuple):
    """A day that is known; `about`: roughly."""

    day: date
    about: bool = False

    @property
    def earliest(self) -> date:
        """The first day that it may have been."""
        return self._away(-ABOUT_DAYS) if self.about else self.day

    @property
    def latest(self) -> date:
        """The last day that it may have been."""
        return self._away(ABOUT_DAYS) if self.about else self.day

    def _away(self, days: int) -> date:
        """So many days away, within the calendar."""
        last = date.max.toordinal()
        return date.fromordinal(min(max(self.day.toordinal() + days, 1), last))


@dataclass(frozen=True, slots=True)
class PreventiveDocument:
    """One preventive, taken once: by the code of a listed one, or else by name and, if known, by class.

    `taking` None: not said. `stopped` None of one that was stopped: nobody knows when.
    """

    drug: str | None = None
    name: str | None = None
    named_class: PreventiveClass | None = None
    taking: Taking | None = None
    started: date | None = None
    started_about: bool = False
    stopped: date | None = None
    stopped_about: bool = False
    dose: str | None = None
    ended: Ended | None = None

    @property
    def preventive_class(self) -> PreventiveClass | None:
        """Its class; None where nobody said it of one that is not listed."""
        return self.named_class if self.drug is None else PREVENTIVES[self.drug].preventive_class

    @property
    def called(self) -> str:
        """What it is called."""
        return self.drug or self.name or ""

    @property
    def start(self) -> When | None:
        """When it was started; None: not known, or never."""
        return None if self.started is None else When(self.started, self.started_about)

    @property
    def stop(self) -> When | None:
        """When it was stopped; None: not known, or not stopped."""
        return None if self.stopped is None else When(self.stopped, self.stopped_about)


NEVER_ENDED = frozenset({Ended.NOT_SUITABLE, Ended.OTHER, None})
"""Why something was never taken."""


def refusals(document: PreventiveDocument, today: date) -> Refusals:
    """Every reason why a preventive cannot stand; empty when it can."""
    return dict([*_of_name(document), *_of_dates(document, today), *_of_taking(document)])


def _of_name(document: PreventiveDocument) -> Iterator[tuple[str, Refusal]]:
    if document.drug is not None:
        if document.drug not in PREVENTIVES or document.name is not None or document.named_class is not None:
            yield "drug", "not_a_choice"
    elif not (document.name or "").strip():
        yield "drug", "preventive_unnamed"
    elif len(document.called) > MAX_PREVENTIVE_NAME:
        yield "drug", "preventive_name_too_long"
    elif not is_text(document.called):
        yield "drug", "not_text"
    if document.dose is not None and len(document.dose) > MAX_DOSE:
        yield "dose", "dose_too_long"
    elif document.dose is not None and not is_text(document.dose):
        yield "dose", "not_text"


def _of_dates(document: PreventiveDocument, today: date) -> Iterator[tuple[str, Refusal]]:
    if document.started is not None and document.stopped is not None and document.stopped < document.started:
        yield "stopped", "stopped_before_started"
    for field, day, about in (
        ("started", document.started, document.started_about),
        ("stopped", document.stopped, document.stopped_about),
    ):
        if day is None and about:
            yield field, "about_no_date"
        elif day is not None and day > today:
            yield field, "date_future"
        elif day is not None and day < EARLIEST_DAY:
            yield field, "preventive_too_early"


def _of_taking(document: PreventiveDocument) -> Iterator[tuple[str, Refusal]]:
    has_dates = document.started is not None or document.stopped is not None
    if document.taking is Taking.NEVER:
        if has_dates or document.dose is not None or document.ended not in NEVER_ENDED:
            yield "taking", "never_taken"
    elif document.taking is Taking.STOPPED:
        return
    elif document.stopped is not None or document.ended is not None:
        yield "taking", "not_stopped"
