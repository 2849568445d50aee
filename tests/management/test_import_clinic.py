"""A clinic's file of people without accounts: each is opened once, for that clinic alone."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from diary.actions import OperationReused, let_in, open_imported_diaries, revoke, set_name
from diary.actions.diaries import UnknownZone
from diary.imports import writing
from diary.models import Day, Event, Grant, Patient, Revision, Treatment
from diary.queries.courses import recorded_courses
from diary.queries.events import broken_link
from diary.queries.people import imported_into
from tests.conftest import clinic_called, clinician

TREATED = date(2026, 3, 3)
NAMES = ("12", "Ward B / 7", "Zoë")
FILE = "patient,day,headache\n" + "".join(
    f"{name},{day},{'yes' if day % 3 else 'no'}\n" for name in NAMES for day in range(-28, 28)
)


pytestmark = pytest.mark.usefixtures("june")


@pytest.fixture
def bring(tmp_path, capsys):
    """Import a file's text for a clinic; the last line said, and the sentence it fails with."""

    def run(text=FILE, *, clinic="Quiet Room", **options):
        file = tmp_path / "clinic.csv"
        file.write_text(text)
        options = {"treatment_date": TREATED.isoformat()} | options
        failure = None
        try:
            call_command("import_diary", str(file), clinic=clinic, **options)
        except CommandError as error:
            failure = str(error)
        return (capsys.readouterr().out.splitlines() or [""])[-1], failure

    return run


def test_people_without_accounts_are_opened_as_the_operators_act(clinic, bring):
    assert bring() == ("3 diaries: 168 days imported, 0 there already, 3 treatments recorded", None)
    people = imported_into(clinic)
    assert people.keys() == set(NAMES)
    for patient in people.values():
        assert (patient.user, patient.simulated, len(recorded_courses(patient))) == (None, False, 1)
        events = Event.objects.filter(patient=patient).order_by("sequence").values_list("verb", "by_id")
        assert list(events) == [
            ("diary.imported", None),
            ("clinic.let_in", None),
            ("days.recorded", None),
            ("treatment.recorded", None),
        ]
        assert broken_link(patient.pk) is None
        grant = Grant.objects.get(patient=patient)
        assert (grant.granted_by_id, grant.expires_at, grant.may_export) == (None, None, False)


def test_that_clinic_alone_reads_them_and_sees_that_they_have_no_account(clinic, bring, as_):
    bring()
    doc, other = clinician("doc", clinic), clinician("other", clinic_called("Elsewhere"))
    listed = as_(doc).get("/clinic/").content.decode()
    assert listed.count("Imported, no account") == len(NAMES)
    assert "Ward B / 7" in listed
    for patient in imported_into(clinic).values():
        page = f"/patients/{patient.code}/days/"
        assert as_(doc).get(page).status_code == 200
        assert as_(other).get(page).status_code == 404


def test_one_name_is_one_person_however_its_letters_are_put_together(clinic, bring):
    bring()
    again = FILE.replace("Zoë", "Zoe\u0308")
    assert bring(again) == ("3 diaries: 0 days imported, 168 there already, 0 treatments recorded", None)
    assert imported_into(clinic).keys() == set(NAMES)


def test_people_of_a_file_are_not_mixed_with_made_up_ones(clinic, bring):
    clinic.simulated = True
    clinic.save(update_fields=["simulated"])
    assert bring()[1] == "Quiet Room is made up, and so are its people; those of a file are not."
    assert not Patient.objects.exists()


def test_the_same_file_twice_adds_nobody_and_nothing(clinic, bring):
    bring()
    before = [model.objects.count() for model in (Patient, Grant, Revision, Treatment, Event)]
    assert bring() == ("3 diaries: 0 days imported, 168 there already, 0 treatments recorded", None)
    assert [model.objects.count() for model in (Patient, Grant, Revision, Treatment, Event)] == before


def test_a_later_file_finds_the_same_people_again(clinic, bring):
    bring()
    assert bring(FILE + "12,28,yes\nnew,0,no\n") == (
        "4 diaries: 2 days imported, 168 there already, 1 treatment recorded",
        None,
    )
    assert imported_into(clinic).keys() == {*NAMES, "new"}


def test_a_person_whom_the_clinic_reads_no_more_is_not_opened_twice_nor_shown_again(clinic, bring):
    bring()
    revoke(by=None, grant=Grant.objects.get(patient=imported_into(clinic)["12"]))
    bring(FILE + "12,28,yes\n")
    assert Patient.objects.count() == len(NAMES)
    assert Grant.objects.filter(revoked_at__isnull=True).count() == len(NAMES) - 1


def test_the_same_number_in_another_clinic_is_somebody_else(clinic, bring):
    clinic_called("Elsewhere")
    bring()
    bring(clinic="elsewhere")
    assert Patient.objects.count() == 2 * len(NAMES)


def test_somebody_with_an_account_is_never_taken_for_one_of_the_file(clinic, pat, bring):
    set_name(by=pat.user, patient=pat, name="12")
    let_in(by=pat.user, patient=pat, clinic=clinic)
    bring()
    assert not Day.objects.filter(patient=pat).exists()


def test_who_has_an_account_by_now_keeps_their_own_diary(clinic, bring, nils):
    bring()
    mine = imported_into(clinic)["12"]
    mine.user = nils
    mine.save(update_fields=["user"])
    assert bring("patient,day,headache\n12,28,yes\n")[0].startswith("1 diary: 1 day imported")
    assert Day.objects.filter(patient=mine).count() == 56


def test_one_refused_row_opens_nobody(clinic, bring):
    assert bring(FILE + "new,0,perhaps\n")[1] == "Nothing was imported: 1 row cannot stand."
    assert not Patient.objects.exists()


def test_what_one_diary_contradicts_opens_nobody_else(clinic, bring):
    bring("patient,day,headache\n12,0,yes\n")
    assert bring()[1] == "Nothing was imported: 1 row cannot stand."
    assert (Patient.objects.count(), Day.objects.count()) == (1, 1)


def test_what_was_broken_off_is_completed_by_the_same_command(clinic, bring, monkeypatch):
    def refuse(**options):
        raise OperationReused

    monkeypatch.setattr(writing, "record_treatment", refuse)
    assert bring()[1].startswith("Stopped after 0 of 3 diaries (OperationReused).")
    monkeypatch.undo()
    assert bring() == ("3 diaries: 112 days imported, 56 there already, 3 treatments recorded", None)


@pytest.mark.parametrize(
    ("text", "options", "sentence"),
    [
        (FILE, {"clinic": "Nowhere"}, "There is no clinic called Nowhere."),
        ("day,headache\n0,yes\n", {}, "A column must say whose day it is: patient."),
        (FILE, {"zone": "Mars/Olympus"}, "--zone: This time zone is not known."),
    ],
)
def test_what_the_command_cannot_do_is_said_in_one_sentence(clinic, bring, text, options, sentence):
    assert bring(text, **options)[1].startswith(sentence)
    assert not Patient.objects.exists()


def test_the_people_live_where_the_operator_says(clinic, bring):
    bring(zone="Pacific/Auckland")
    assert {patient.zone for patient in imported_into(clinic).values()} == {"Pacific/Auckland"}
    with pytest.raises(UnknownZone):
        open_imported_diaries(by=None, clinic=clinic, names=["13"], zone="Mars/Olympus")


def test_what_the_clinic_calls_them_is_nowhere_in_plain(clinic, bring):
    bring()
    for patient in imported_into(clinic).values():
        assert patient.display_name.encode() not in bytes(patient.name)
    said = str(list(Event.objects.values_list("detail", flat=True)))
    assert "Ward" not in said
