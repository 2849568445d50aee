"""Why an answer cannot stand, in one sentence that says what to do. Page and API use the same."""

from collections.abc import Mapping

from django.utils.functional import Promise

from diary.terms.refusals import FileRefusal, Refusal, Refusals
from diary.wording.kept import gettext_lazy as _

SENTENCES: dict[Refusal, Promise] = {
    "headache_missing": _("Say first whether there was a headache that day."),
    "without_headache": _("This belongs to a headache. Mark the day as a headache day, or leave it out."),
    "hours_range": _("Hours of one day are more than 0 and at most 24."),
    "hours_step": _("Give hours in quarters, such as 1.5 or 2.25."),
    "hours_under_four": _("Fewer than 4 hours do not fit “4 hours or more”. Correct one of the two."),
    "medicine_missing": _(
        "Name the medicine, or choose “another medicine”. To remove one, clear its whole row."
    ),
    "medicine_unknown": _("This medicine is not in the list. Choose one from it, or “another medicine”."),
    "medicine_twice": _("The same medicine stands there twice. Give it once, with all its doses."),
    "medicine_with_nothing": _("“Took nothing” and a medicine do not go together. Choose one of the two."),
    "doses_range": _("Doses of one day are a whole number from 1 to 50."),
    "too_many_medicines": _("At most 20 medicines fit in one day."),
    "note_too_long": _("A note has at most 2,000 characters."),
    "name_too_long": _("A name has at most 80 characters."),
    "not_text": _("This text has characters that cannot be kept. Type it again."),
    "date_future": _("This date has not come yet."),
    "date_too_early": _("Dates before 1990 cannot be logged."),
    "date_twice": _("This date stands there twice."),
    "date_invalid": _("Give the date as year-month-day, such as 2026-03-03."),
    "not_logged": _("This date is not logged, so there is nothing to withdraw."),
    "nothing_to_undo": _("There is nothing to undo: this date was never logged."),
    "nothing_said": _("Nothing was answered, so there is nothing to save."),
    "moment_invalid": _("Give the time with its offset from UTC, such as 2026-03-03T19:00:00+01:00."),
    "zone_unknown": _("This time zone is not known. Use a name such as Europe/London."),
    "unknown_field": _("This field is not known."),
    "field_twice": _("A field stands there twice."),
    "not_a_choice": _("This is not one of the choices."),
    "not_yes_or_no": _("Answer yes or no, or leave it unanswered."),
    "not_a_number": _("Give a number."),
    "not_a_list": _("Give a list of medicines; an empty list is “took nothing”."),
    "operation_missing": _(
        "Give each change an id of its own (a UUID), so that it is never carried out twice."
    ),
    "not_an_object": _("Send an object with the fields of a day."),
    "batch_size": _("Send “days”: a list of 1 to 400 days."),
    "range_size": _("Ask for a range of 1 to 400 days, the first date first."),
    "page_invalid": _("Pages are counted from 1."),
    "treatment_twice": _("There is a treatment on this date already. Change that one."),
    "treatment_missing": _("This treatment is not there any more."),
    "changed_elsewhere": _("This was changed elsewhere in the meantime. Look at what it says now."),
    "units_range": _("Units are a whole number from 1 to 1,500; leave it empty if you do not know."),
    "lot_invalid": _("A lot number has at most 40 letters, digits and signs such as - or /."),
    "start_missing": _("Say first whether this was the first Botox ever for migraine."),
    "first_and_earlier": _("The first treatment ever has none before it. Correct one of the two."),
    "began_not_before": _("The first treatment lies before this one. Correct one of the two dates."),
    "earlier_range": _(
        "Earlier treatments are a whole number from 1 to 200; leave it empty if you do not know."
    ),
    "restart_not_last": _("A restart comes after all treatments so far. Record it without “restart”."),
    "restart_too_soon": _(
        "A restart is compared with the 28 days before it, and the first 12 weeks after a treatment are on "
        "treatment: it needs 16 weeks since the last one. Record it without “restart”."
    ),
    "in_the_pause": _(
        "With this date the days that a restart is compared with would be on treatment: between two courses "
        "there are 16 weeks or more without treatment."
    ),
    "before_the_first": _(
        "This is not after the date that was given for the first treatment ever. Correct one of the two."
    ),
    "across_courses": _(
        "With this date the treatment would lie in another course. Withdraw it, then record it anew."
    ),
    "no_baseline_to_fix": _("The days before this course are on treatment, so they are no baseline."),
    "reason_missing": _("Say in a few words why the baseline is fixed anew."),
    "month_days_range": _("Headache days a month are a number from 0 to 28."),
    "rule_days_range": _("Days a month are a whole number from 1 to 28."),
    "rule_preventives_range": _("Preventives are a whole number from 0 to 10."),
    "rule_percent_range": _("Percent are a whole number from 1 to 99."),
    "rule_months_range": _("Months in a row are a whole number from 1 to 6."),
    "rule_hours_range": _("Hours a month are a whole number from 1 to 672."),
    "thresholds_changed": _(
        "Not saved: somebody else changed these numbers in the meantime. What you typed is still below, and "
        "what counts now stands beside it. Save again to set yours."
    ),
    "preventive_unnamed": _("Say what it is called: the name on the packet."),
    "preventive_name_too_long": _("A name has at most 60 characters here."),
    "preventive_missing": _("This preventive is not there any more."),
    "preventive_too_early": _("Dates before 1990 are not kept. Leave the date empty."),
    "dose_too_long": _("The dose has at most 60 characters."),
    "about_no_date": _("Give the date that is about right, or clear the tick."),
    "stopped_before_started": _("It was stopped before it was started. Correct one of the two dates."),
    "not_stopped": _("A date or a reason to stop goes with “It was stopped”. Choose that, or clear them."),
    "never_taken": _(
        "What was never taken has no dates and no dose, and the reason is “not suitable” or another one. "
        "Correct one of the two."
    ),
    "version_invalid": _("Give the version of the day that you saw."),
    "row_length": _("This row has another number of cells than the first line of the file."),
    "patient_invalid": _("Say whose day this is, in 1 to 80 characters."),
    "day_invalid": _("Give the day as a whole number; 0 is the day of the treatment."),
    "date_logged": _("The diary says something else of this date. An import changes no answer."),
    "other_treatments": _(
        "This diary has other treatments already, so this cannot be recorded as the first ever."
    ),
}

OF_FILES: dict[FileRefusal, Promise] = {
    "file_too_large": _("This file is larger than %(megabytes)s MB. Import it in parts."),
    "file_empty": _("This file has no rows."),
    "file_not_text": _("This file is not text. Save it as CSV in UTF-8."),
    "file_not_utf8": _("Line %(line)s is not UTF-8. Save the file as CSV in UTF-8."),
    "file_not_csv": _(
        "From line %(line)s on this cannot be read as CSV; most often a quotation mark is open."
    ),
    "columns_unclear": _(
        "“%(pair)s” names no column. Say ours=theirs, such as date=Day, each of ours once: %(ours)s."
    ),
    "columns_missing": _("The first line of the file does not name %(missing)s. It names: %(there)s."),
    "column_twice": _("A column is read twice, or named twice in the first line, which says: %(there)s."),
    "date_or_day": _(
        "One column must give the date, or the day counted from the treatment, and only one of the two. "
        "The first line of the file names: %(there)s."
    ),
    "treatment_date_missing": _("Days counted from the treatment need the date of the treatment."),
    "several_people": _(
        "This file has days of %(people)s people. A diary of one's own takes one's own days."
    ),
    "patient_column_missing": _(
        "A column must say whose day it is: patient. The first line of the file names: %(there)s."
    ),
}


def file_in_words(refusal: FileRefusal, about: Mapping[str, object]) -> str:
    """Why a file as a whole is refused."""
    return str(OF_FILES[refusal]) % about


def row_in_words(line: int, refusals: Refusals) -> list[str]:
    """“Line 12, hours: Give a number.”, once for each column that is refused."""
    return [
        _LINE % {"line": line, "column": column, "reason": reason}
        for column, reason in in_words(refusals).items()
    ]


_LINE = _("Line %(line)s, %(column)s: %(reason)s")


def in_words(refusals: Refusals) -> dict[str, str]:
    """Field -> sentence, for field -> refusal."""
    return {field: str(SENTENCES[refusal]) for field, refusal in refusals.items()}
