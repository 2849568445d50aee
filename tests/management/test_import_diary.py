"""An operator imports a file: all of it or nothing, once, and over nothing that stands there already."""

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.core.management.base import OutputWrapper

from diary.actions import Change, Withdraw, withdraw_treatment
from diary.analytics.diary import HEADACHE
from diary.imports import writing
from diary.management.progress import Progress
from diary.models import Day, Event, Revision, Treatment
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import day_on
from diary.queries.packed import stored_diary
from diary.terms.answers import Provenance, Severity
from diary.terms.day_document import DayDocument
from tests.management.running import manage

TREATED = date(2026, 3, 3)
COUNTED = "day,headache\n" + "".join(f"{day},{'yes' if day % 4 else 'no'}\n" for day in range(-28, 28))


pytestmark = pytest.mark.usefixtures("june")


@pytest.fixture
def bring(tmp_path, capsys):
    """Import a file's text; what the command says, and on stderr, and the sentence it fails with."""

    def run(text, *, email="pat@example.org", day_zero=TREATED, **options):
        file = tmp_path / "diary.csv"
        file.write_text(text)
        if day_zero is not None:
            options["treatment_date"] = day_zero.isoformat()
        failure = None
        try:
            call_command("import_diary", str(file), email=email, **options)
        except CommandError as error:
            failure = str(error)
        said = capsys.readouterr()
        return said.out.splitlines(), said.err.splitlines(), failure

    return run


def test_days_counted_from_the_treatment_become_a_diary_with_its_outcome(pat, bring):
    said, errors, failure = bring(COUNTED)
    assert (errors, failure) == ([], None)
    assert said == ["Read: day, headache", "1 diary: 56 days imported, 0 there already, 1 treatment recorded"]
    (recorded,) = recorded_courses(pat)
    assert [one.document.date for one in recorded.treatments] == [TREATED]
    assert recorded.treatments[0].document.units is None
    (course,) = outcome_of(pat, [recorded], pat.today()).courses
    assert course.baseline.rates[HEADACHE].per_month == 21
    assert course.latest[1].changes[HEADACHE].days == 0


def test_a_treatment_that_was_withdrawn_since_is_not_said_to_be_recorded_again(pat, bring):
    bring(COUNTED)
    (one,) = recorded_courses(pat)[0].treatments
    withdraw = {"by": pat.user, "patient": pat, "uid": one.uid, "version": one.version, "operation": uuid4()}
    withdraw_treatment(**withdraw)
    said, _errors, failure = bring(COUNTED)
    assert (failure, said[-1]) == (None, "1 diary: 0 days imported, 56 there already, 0 treatments recorded")
    assert recorded_courses(pat) == []


def test_imported_days_say_so_and_who_brought_them(pat, bring):
    bring(COUNTED)
    day = day_on(pat, TREATED)
    assert (day.document, day.provenance) == (DayDocument(False), Provenance.IMPORTED)
    events = Event.objects.filter(patient=pat, verb__in=["days.recorded", "treatment.recorded"])
    assert list(events.order_by("sequence").values_list("verb", "by_id")) == [
        ("days.recorded", None),
        ("treatment.recorded", None),
    ]
    assert stored_diary(pat).days[TREATED].provenance is Provenance.IMPORTED


def test_dates_need_no_treatment(pat, bring):
    said, _, failure = bring("date,headache\n2026-03-02,yes\n", day_zero=None)
    assert failure is None
    assert said[-1] == "1 diary: 1 day imported, 0 there already, 0 treatments recorded"
    assert not Treatment.objects.exists()


def test_the_same_file_twice_adds_nothing(pat, bring):
    bring(COUNTED)
    revisions, events = Revision.objects.count(), Event.objects.count()
    said, _, failure = bring(COUNTED)
    assert failure is None
    assert said[-1] == "1 diary: 0 days imported, 56 there already, 0 treatments recorded"
    assert (Revision.objects.count(), Event.objects.count()) == (revisions, events)


def test_the_same_file_does_not_bring_back_what_was_corrected_since(pat, bring, log):
    bring(COUNTED)
    log(pat, Change(TREATED, {"headache": True}), Withdraw(TREATED + timedelta(days=1)))
    assert bring(COUNTED)[2] is None
    assert day_on(pat, TREATED).document == DayDocument(True)
    assert day_on(pat, TREATED + timedelta(days=1)).document is None


def test_a_longer_file_adds_what_is_new(pat, bring):
    bring(COUNTED)
    said, _, failure = bring(COUNTED + "28,yes\n")
    assert failure is None
    assert said[-1] == "1 diary: 1 day imported, 56 there already, 0 treatments recorded"


def test_a_file_adds_to_what_a_person_said_and_changes_nothing(pat, bring, log):
    log(pat, Change(TREATED, {"headache": True, "aura": True}))
    assert bring("date,headache,severity\n2026-03-03,yes,mild\n", day_zero=None)[2] is None
    assert day_on(pat, TREATED).document == DayDocument(True, severity=Severity.MILD, aura=True)
    refused = bring("date,headache,severity\n2026-03-02,yes,\n2026-03-03,yes,severe\n", day_zero=None)
    assert refused[1] == [
        "Line 3, date: The diary says something else of this date. An import changes no answer."
    ]
    assert refused[2] == "Nothing was imported: 1 row cannot stand."
    assert not Day.objects.filter(date=TREATED - timedelta(days=1)).exists()


def test_what_does_not_fit_what_a_person_said_is_refused_before_anything_is_written(pat, bring, log):
    log(pat, Change(TREATED, {"headache": True, "four_hours": "yes"}))
    text = "date,headache,hours\n2026-03-02,yes,\n2026-03-03,yes,2\n"
    assert bring(text, day_zero=None)[2] == "Nothing was imported: 1 row cannot stand."
    assert Day.objects.count() == 1


def test_a_row_against_the_diary_is_refused_by_the_name_of_its_own_column(pat, bring):
    bring(COUNTED)
    _, (error,), _ = bring(COUNTED.replace("\n1,yes", "\n1,no"))
    assert error.startswith("Line 31, day: ")


def test_a_made_up_person_takes_no_file(pat, bring):
    pat.simulated = True
    pat.save(update_fields=["simulated"])
    assert bring(COUNTED)[2] == "Who keeps a diary under pat@example.org is made up; a file is not."


def test_every_refused_row_is_told_and_nothing_is_written(pat, bring):
    _, errors, failure = bring(COUNTED + "1,yes\n30,perhaps\n500,yes\n")
    assert errors == [
        "Line 58, day: This date stands there twice.",
        "Line 59, headache: Answer yes or no, or leave it unanswered.",
        "Line 60, day: This date has not come yet.",
    ]
    assert failure == "Nothing was imported: 3 rows cannot stand."
    assert not Revision.objects.exists()
    assert not Treatment.objects.exists()


def test_a_second_first_treatment_is_refused(pat, bring):
    bring(COUNTED)
    _, errors, failure = bring("day,headache\n0,yes\n", day_zero=date(2026, 5, 1))
    (refused,) = errors
    assert refused.startswith("Line 2, treatment: This diary has other treatments already")
    assert failure == "Nothing was imported: 1 row cannot stand."
    assert not Day.objects.filter(date=date(2026, 5, 1)).exists()


def test_what_was_broken_off_is_completed_by_the_same_command(pat, bring, monkeypatch):
    monkeypatch.setattr(writing, "BATCH", 10)
    written = []

    def record_four(**options):
        if len(written) == 4:
            raise KeyboardInterrupt
        written.append(options["operation"])
        return record_days(**options)

    record_days = writing.record_days
    monkeypatch.setattr(writing, "record_days", record_four)
    assert bring(COUNTED)[2] == (
        "Stopped after 0 of 1 diaries (KeyboardInterrupt). "
        "What was written stays; the same command again adds the rest."
    )
    assert Day.objects.count() == 40
    monkeypatch.setattr(writing, "record_days", record_days)
    said, _, failure = bring(COUNTED)
    assert failure is None
    assert said[-1] == "1 diary: 16 days imported, 40 there already, 1 treatment recorded"
    (course,) = outcome_of(pat, recorded_courses(pat), pat.today()).courses
    assert course.baseline.rates[HEADACHE].per_month == 21


def test_a_file_of_several_people_is_nobodys_own(pat, bring):
    failure = bring("patient,day,headache\n1,0,yes\n2,0,yes\n")[2]
    assert failure == (
        "This file has days of 2 people. A diary of one's own takes one's own days. Nothing was imported."
    )
    assert not Day.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"email": "nobody@example.org"}, "Nobody keeps a diary under nobody@example.org."),
        ({"day_zero": date(2026, 7, 1)}, "--treatment-date: This date has not come yet."),
        (
            {"treatment_date": "3 March", "day_zero": None},
            "--treatment-date: Give the date as year-month-day",
        ),
        ({"day_zero": None}, "Days counted from the treatment need the date of the treatment."),
        (
            {"columns": ["day=time"]},
            "The first line of the file does not name time. It names: day, headache.",
        ),
        (
            {"columns": ["headache=pain"]},
            "The first line of the file does not name pain. It names: day, headache.",
        ),
    ],
)
def test_what_the_command_cannot_do_is_said_in_one_sentence(pat, bring, options, sentence):
    assert bring(COUNTED, **options)[2].startswith(sentence)
    assert not Day.objects.exists()


def test_an_address_is_the_same_however_it_is_written(pat, bring):
    assert bring(COUNTED, email="Pat@Example.org")[2] is None


def test_columns_are_named_and_what_is_left_out_is_told(pat, bring):
    said, _, _ = bring("time,airq,headache\n0,9,yes\n", columns=["day=time"])
    assert said[0] == "Read: day (“time”), headache. Left out: airq"


@pytest.mark.parametrize("there", [False, True])
def test_a_file_that_cannot_be_opened_is_said_in_one_sentence(tmp_path, there):
    file = tmp_path / "diary.csv"
    if there:
        file.mkdir()
    ran = manage(tmp_path, "import_diary", str(file), "--email", "pat@example.org")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"{file} cannot be read: ")
    assert ran.stderr.count("\n") == 1


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize("stream", [Terminal(), io.StringIO()])
def test_a_terminal_sees_how_far_it_is_and_a_file_does_not(stream):
    with Progress(OutputWrapper(stream), 2, "people") as progress:
        progress.step()
        progress.step()
    if stream.isatty():
        assert f"[{'#' * 15}{'.' * 15}] 1 of 2 people" in stream.getvalue()
        assert stream.getvalue().endswith("\r\x1b[K")
    else:
        assert stream.getvalue() == ""
