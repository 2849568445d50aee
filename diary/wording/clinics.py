"""Who works in a clinic, for how long it is let in, and what somebody looked at, in words."""

from django.utils.functional import Promise
from django.utils.translation import ngettext, pgettext_lazy

from diary.terms.clinics import PERIODS, Read, Role
from diary.wording.kept import gettext_lazy as _

ROLE: dict[Role, Promise] = {
    Role.CLINICIAN: pgettext_lazy("role in a clinic", "Clinician"),
    Role.INJECTOR: pgettext_lazy("role in a clinic", "Injector"),
    Role.ADMIN: pgettext_lazy("role in a clinic", "Admin"),
}
READ: dict[Read, Promise] = {
    Read.LIST: _(
        "You in the list of patients: your name, and how many of the last 28 days are logged; if headache "
        "is daily or was before treatment, also days of moderate or severe pain and hours"
    ),
    Read.MONTH: _("A month of your calendar"),
    Read.DAY: _("One day, with its details and note"),
    Read.RANGE: _("Several days, with their details and notes"),
    Read.OUTCOME: _("How your headache days changed, your treatments and other preventives"),
    Read.REPORT: _("A copy of the outcome, taken away as PDF"),
    Read.DAYS_FILE: _("A copy of all your days, with details and notes, taken away as a file"),
    Read.TREATMENTS_FILE: _("A copy of your treatments, taken away as a file"),
    Read.PREVENTIVES_FILE: _("A copy of your other preventives, taken away as a file"),
}


def read_in_words(what: str) -> str:
    """What of a diary was looked at, by the word its event keeps."""
    # A later version may have written words that this one does not know.
    return str(READ[Read(what)]) if what in set(Read) else str(_("Your diary"))


def periods_in_words() -> dict[int, str]:
    """Each period that can be chosen, in months: “3 months”."""
    return {months: ngettext("%(n)s month", "%(n)s months", months) % {"n": months} for months in PERIODS}


def code_in_groups(code: str) -> str:
    """A code as it is read out and typed: “k4rw-8n2p-7t9g-yzw7d”."""
    return "-".join((code[:4], code[4:8], code[8:12], code[12:]))
