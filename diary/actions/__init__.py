"""Verbs: the only place that changes anything. Keyword-only, with `by=`, whole or not at all."""

from diary.actions.answers import Answer, Change, Replace, Undo, Withdraw
from diary.actions.diaries import (
    AddressTaken,
    Agreement,
    NoticeChanged,
    UnknownZone,
    open_account,
    open_diary,
    set_zone,
)
from diary.actions.exports import Export, note_export
from diary.actions.outcomes import Conflict, OperationReused, Recorded, Refused, VersionMissing
from diary.actions.record_days import record_days
from diary.actions.simulated import open_simulated_diary
from diary.actions.treatments import (
    TreatmentRefused,
    change_start,
    change_treatment,
    fix_baseline_anew,
    record_treatment,
    restore_treatment,
    withdraw_treatment,
    write_baseline,
)

__all__ = [
    "AddressTaken",
    "Agreement",
    "Answer",
    "Change",
    "Conflict",
    "Export",
    "NoticeChanged",
    "OperationReused",
    "Recorded",
    "Refused",
    "Replace",
    "TreatmentRefused",
    "Undo",
    "UnknownZone",
    "VersionMissing",
    "Withdraw",
    "change_start",
    "change_treatment",
    "fix_baseline_anew",
    "note_export",
    "open_account",
    "open_diary",
    "open_simulated_diary",
    "record_days",
    "record_treatment",
    "restore_treatment",
    "set_zone",
    "withdraw_treatment",
    "write_baseline",
]
