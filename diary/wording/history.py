"""What happened to a thing of the diary, change by change, in words."""

from collections.abc import Callable, Iterable

from diary.models import Patient
from diary.queries.versions import Said, Version
from diary.wording.kept import gettext as _
from diary.wording.moments import moment_in_words


def versions_in_words(
    versions: Iterable[Version[Said]], in_words: Callable[[Said], str], patient: Patient
) -> list[str]:
    """Each change, by whom and when; `in_words` says what the thing said after it."""
    said, stood = [], False
    for version in versions:
        words = {
            "moment": moment_in_words(version.at, patient.zone),
            "by": _("by you")
            if version.by_id is not None and version.by_id == patient.user_id
            # Nobody else changes it: where it is not the owner, a command did.
            else _("from a file"),
            "said": in_words(version.document) if version.document is not None else "",
        }
        if version.document is None:
            said.append(_("%(moment)s, withdrawn %(by)s") % words)
        elif not stood:
            said.append(_("%(moment)s, recorded %(by)s: %(said)s") % words)
        else:
            said.append(_("%(moment)s, changed %(by)s: %(said)s") % words)
        stood = version.document is not None
    return said
