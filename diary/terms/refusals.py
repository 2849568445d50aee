"""Why an answer is refused, in codes; `diary.wording.refusals` says each in a sentence."""

from typing import Literal, get_args

Refusal = Literal[
    # what cannot be read
    "unknown_field",
    "field_twice",
    "not_a_choice",
    "not_yes_or_no",
    "not_a_number",
    "not_a_list",
    "not_text",
    "date_invalid",
    "operation_missing",
    "version_invalid",
    "moment_invalid",
    "not_an_object",
    "batch_size",
    "range_size",
    "page_invalid",
    # what cannot stand
    "headache_missing",
    "without_headache",
    "hours_range",
    "hours_step",
    "hours_under_four",
    "medicine_missing",
    "medicine_unknown",
    "medicine_twice",
    "medicine_with_nothing",
    "doses_range",
    "too_many_medicines",
    "note_too_long",
    "name_too_long",
    "date_future",
    "date_too_early",
    "date_twice",
    "not_logged",
    "nothing_to_undo",
    "nothing_said",
    "zone_unknown",
    # of treatments
    "treatment_twice",
    "treatment_missing",
    "changed_elsewhere",
    "units_range",
    "lot_invalid",
    "start_missing",
    "first_and_earlier",
    "began_not_before",
    "earlier_range",
    "restart_not_last",
    "restart_too_soon",
    "across_courses",
    "in_the_pause",
    "before_the_first",
    "no_baseline_to_fix",
    "reason_missing",
    "month_days_range",
    # of a clinic's numbers for the rules
    "rule_days_range",
    "rule_preventives_range",
    "rule_percent_range",
    "rule_months_range",
    "rule_hours_range",
    "thresholds_changed",
    # of other preventives
    "preventive_unnamed",
    "preventive_name_too_long",
    "preventive_missing",
    "preventive_too_early",
    "dose_too_long",
    "about_no_date",
    "stopped_before_started",
    "not_stopped",
    "never_taken",
    # of rows of a file
    "row_length",
    "patient_invalid",
    "day_invalid",
    "date_logged",
    "other_treatments",
]

REFUSALS: tuple[Refusal, ...] = get_args(Refusal)

FileRefusal = Literal[
    "file_too_large",
    "file_empty",
    "file_not_text",
    "file_not_utf8",
    "file_not_csv",
    "columns_unclear",
    "columns_missing",
    "column_twice",
    "date_or_day",
    "treatment_date_missing",
    "several_people",
    "patient_column_missing",
]
"""Why a file as a whole is refused."""

FILE_REFUSALS: tuple[FileRefusal, ...] = get_args(FileRefusal)

Refusals = dict[str, Refusal]
"""Field name -> why its answer is refused."""
