"""Verbs: the only place that changes anything. Keyword-only, with `by=`, whole or not at all."""

from diary.actions.answers import Answer, Change, Edit, Replace, Undo, Withdraw
from diary.actions.clinics import (
    LastAdmin,
    NameTaken,
    WorksThereAlready,
    add_member,
    create_clinic,
    end_membership,
)
from diary.actions.diaries import (
    AddressTaken,
    Agreement,
    NameRefused,
    NoticeChanged,
    UnknownZone,
    open_account,
    open_diary,
    set_name,
    set_zone,
)
from diary.actions.exports import Export, note_export
from diary.actions.imported import open_imported_diaries
from diary.actions.operations import ChangeRefused
from diary.actions.outcomes import Conflict, OperationReused, Recorded, Refused, VersionMissing
from diary.actions.preventives import (
    PreventiveRefused,
    change_preventive,
    record_preventive,
    restore_preventive,
    withdraw_preventive,
)
from diary.actions.readings import reading, reading_list
from diary.actions.record_days import record_days
from diary.actions.sharing import UnknownPeriod, let_in, revoke
from diary.actions.simulated import (
    open_simulated_clinic,
    open_simulated_diary,
    open_simulated_member,
    simulate_grant,
)
from diary.actions.thresholds import ThresholdsRefused, set_thresholds
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
    "ChangeRefused",
    "Conflict",
    "Edit",
    "Export",
    "LastAdmin",
    "NameRefused",
    "NameTaken",
    "NoticeChanged",
    "OperationReused",
    "PreventiveRefused",
    "Recorded",
    "Refused",
    "Replace",
    "ThresholdsRefused",
    "TreatmentRefused",
    "Undo",
    "UnknownPeriod",
    "UnknownZone",
    "VersionMissing",
    "Withdraw",
    "WorksThereAlready",
    "add_member",
    "change_preventive",
    "change_start",
    "change_treatment",
    "create_clinic",
    "end_membership",
    "fix_baseline_anew",
    "let_in",
    "note_export",
    "open_account",
    "open_diary",
    "open_imported_diaries",
    "open_simulated_clinic",
    "open_simulated_diary",
    "open_simulated_member",
    "reading",
    "reading_list",
    "record_days",
    "record_preventive",
    "record_treatment",
    "restore_preventive",
    "restore_treatment",
    "revoke",
    "set_name",
    "set_thresholds",
    "set_zone",
    "simulate_grant",
    "withdraw_preventive",
    "withdraw_treatment",
    "write_baseline",
]
