"""Other preventives in words."""

from datetime import date

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from diary.analytics.preventives import days_at
from diary.terms.preventives import Ended, PreventiveClass, PreventiveDocument, Taking, When
from diary.wording.dates import short_date
from diary.wording.kept import gettext as _
from diary.wording.kept import gettext_lazy

CLASS: dict[PreventiveClass, Promise] = {
    PreventiveClass.BETA_BLOCKER: pgettext_lazy("class of medicine", "beta blocker"),
    PreventiveClass.TRICYCLIC: pgettext_lazy("class of medicine", "tricyclic antidepressant"),
    PreventiveClass.OTHER_ANTIDEPRESSANT: pgettext_lazy("class of medicine", "other antidepressant"),
    PreventiveClass.ANTICONVULSANT: pgettext_lazy("class of medicine", "epilepsy medicine"),
    PreventiveClass.CALCIUM_CHANNEL_BLOCKER: pgettext_lazy("class of medicine", "calcium channel blocker"),
    PreventiveClass.ARB_OR_ACE_INHIBITOR: pgettext_lazy("class of medicine", "ARB or ACE inhibitor"),
    PreventiveClass.CGRP_ANTIBODY: pgettext_lazy("class of medicine", "CGRP antibody"),
    PreventiveClass.GEPANT: pgettext_lazy("class of medicine", "gepant, taken regularly"),
    PreventiveClass.OTHER: pgettext_lazy("class of medicine", "another kind"),
}
TAKING: dict[Taking, Promise] = {
    Taking.NOW: gettext_lazy("It is still taken"),
    Taking.STOPPED: gettext_lazy("It was stopped"),
    Taking.NEVER: gettext_lazy("It was never taken"),
}
ENDED: dict[Ended, Promise] = {
    Ended.NOT_ENOUGH: pgettext_lazy("why a medicine ended", "did not help enough"),
    Ended.NOT_TOLERATED: pgettext_lazy("why a medicine ended", "not tolerated"),
    Ended.NOT_SUITABLE: pgettext_lazy("why a medicine ended", "not suitable"),
    Ended.OTHER: pgettext_lazy("why a medicine ended", "another reason"),
}


def preventive_in_words(document: PreventiveDocument, today: date) -> str:
    """“Topiramate (epilepsy medicine): from 3 May 2026 to 4 Jul 2026, 8 weeks; highest dose 50 mg; not
    tolerated”."""
    said = [_taken(document)]
    if weeks := _weeks(document, today):
        said[0] = f"{said[0]}, {weeks}"
    if document.dose is not None:
        said.append(_("highest dose %(dose)s") % {"dose": document.dose})
    if document.ended is not None:
        said.append(str(ENDED[document.ended]))
    words: dict[str, object] = {"name": capfirst(document.called), "said": "; ".join(said)}
    kind = document.preventive_class
    if kind in (None, PreventiveClass.OTHER):
        return _("%(name)s: %(said)s") % words
    return _("%(name)s (%(class)s): %(said)s") % (words | {"class": CLASS[kind]})


def recorded_in_words(document: PreventiveDocument, today: date) -> str:
    """That it is saved."""
    return _("Saved. %(preventive)s.") % {"preventive": preventive_in_words(document, today)}


def withdrawn_in_words(document: PreventiveDocument, today: date) -> str:
    """That it is withdrawn."""
    return _("Withdrawn. %(preventive)s.") % {"preventive": preventive_in_words(document, today)}


def _taken(document: PreventiveDocument) -> str:
    """From when to when."""
    if document.taking is Taking.NEVER:
        return _("never taken")
    if document.taking is None:
        start = _("from %(date)s") % {"date": _when(document.start)} if document.start else ""
        unsaid = _("not said whether it is still taken")
        return f"{start}, {unsaid}" if start else unsaid
    if document.taking is Taking.NOW:
        if document.start is None:
            return _("still taken, start not known")
        return _("since %(date)s") % {"date": _when(document.start)}
    if document.start is None and document.stop is None:
        return _("stopped, dates not known")
    if document.start is None:
        return _("stopped %(date)s, start not known") % {"date": _when(document.stop)}
    if document.stop is None:
        return _("from %(date)s, end not known") % {"date": _when(document.start)}
    return _("from %(first)s to %(last)s") % {"first": _when(document.start), "last": _when(document.stop)}


def _when(when: When | None) -> str:
    if when is None:
        return ""
    said = short_date(when.day)
    return pgettext("a date", "about %(date)s") % {"date": said} if when.about else said


def _weeks(document: PreventiveDocument, today: date) -> str:
    """How many weeks it was taken; empty where that is not known, or less than one."""
    if document.start is None or (document.stop is None and document.taking is not Taking.NOW):
        return ""
    if not (document.start.about or (document.stop is not None and document.stop.about)):
        weeks = days_at(document, today).least // 7
        return ngettext("%(weeks)s week", "%(weeks)s weeks", weeks) % {"weeks": weeks} if weeks else ""
    weeks = (min(document.stopped or today, today) - document.start.day).days // 7
    if weeks < 1:
        return ""
    return ngettext("about %(weeks)s week", "about %(weeks)s weeks", weeks) % {"weeks": weeks}
