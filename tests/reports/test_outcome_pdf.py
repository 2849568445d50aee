"""The report of every kind of diary: what stands in it, and what it says it is."""

import re
from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from diary.actions import set_name
from diary.analytics.course import BaselineSource
from diary.analytics.diary import HEADACHE
from diary.management.pseudo_locale import LANGUAGE
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.days import every_day
from diary.reports.outcome import DISCLAIMER, outcome_pdf
from diary.reports.tables import days_csv, preventives_csv, treatments_csv
from diary.reports.windows import windows_csv
from diary.terms.preventives import PREVENTIVES
from diary.wording.changes import change_in_words
from diary.wording.figure import key_in_words, labelled_still
from tests.flows.test_translated import in_pseudo_language, untranslated
from tests.preventives import NOW, take
from tests.reports.conftest import restart
from tests.reports.paper import Paper
from tests.treated import EVER, FIRST, months, treat

__all__ = ["in_pseudo_language"]


def report(patient) -> Paper:
    recorded = recorded_courses(patient)
    found = outcome_of(patient, recorded, patient.today())
    return Paper(outcome_pdf(patient, recorded, found, every_day(patient)))


def test_every_kind_of_diary_can_be_put_on_paper(anybody):
    paper = report(anybody)
    assert paper.says(anybody.code)
    assert paper.says(f"{DISCLAIMER} Made on 25 Aug 2026.")
    pictures = [alt for tag, alt in paper.tags() if tag == "/Figure"]
    assert len(pictures) == bool(recorded_courses(anybody))
    assert all("The table below says the same." in alt for alt in pictures)
    recorded = recorded_courses(anybody)
    found = outcome_of(anybody, recorded, anybody.today())
    assert paper.attachments == {
        "days.csv": [days_csv(every_day(anybody))],
        "windows.csv": [windows_csv(recorded, found)],
        "treatments.csv": [treatments_csv(recorded)],
        "preventives.csv": [preventives_csv(found.preventives, found.today)],
    }


def test_it_is_one_page_whatever_was_recorded(anybody):
    assert report(anybody).pages == 1


def test_what_else_changed_in_the_days_compared_is_said_and_leaves_room_for_one_page(treated):
    for drug in sorted(PREVENTIVES)[:12]:
        take(treated, drug, taking=NOW, started=FIRST + timedelta(days=3))
    paper = report(treated)
    assert paper.says("Amitriptyline was started on 6 Mar 2026, inside the days compared.")
    assert len(paper.attachments["preventives.csv"][0].splitlines()) == 1 + 12
    assert paper.pages == 1


def test_it_says_that_it_is_accessible_and_made_to_last(anybody):
    paper = report(anybody)
    for claim in ("<pdfuaid:part>1<", "<pdfaid:part>3<", "<pdfaid:conformance>A<"):
        assert claim in paper.about_itself
    assert paper.root["/MarkInfo"]["/Marked"]
    assert paper.root["/Lang"] == "en-GB"
    assert paper.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.pdf.metadata.title == "Headache days around treatment"
    assert [tag for tag, _ in paper.tags()].count("/H1") == 1


def test_the_table_has_headers_and_the_attachments_say_what_they_are(treated):
    paper = report(treated)
    tags = [tag for tag, _ in paper.tags()]
    assert tags.count("/TH") == 5
    assert tags.count("/TD") == 5 * 9
    attached = {one.get_object()["/F"]: one.get_object() for one in paper.root["/AF"]}
    assert {one["/AFRelationship"] for one in attached.values()} == {"/Data"}
    assert {name: one["/Desc"] for name, one in attached.items()} == {
        "days.csv": "Every logged day, with its medicines and notes",
        "windows.csv": "Every window of 28 days",
        "treatments.csv": "Every treatment",
        "preventives.csv": "Every other preventive",
    }
    assert paper.says("every logged day, with its medicines and notes (days.csv)")


def test_the_period_is_that_of_the_logged_days(treated):
    assert report(treated).says("Diary of 3 Feb to 17 Aug 2026: 179 of 196 days logged.")


def test_without_treatment_it_says_so(pat, log):
    log(pat, *months(date(2026, 3, 3), 12))
    assert report(pat).says("No treatment is recorded, so there is nothing to compare yet.")


def test_an_empty_diary_says_so(pat):
    paper = report(pat)
    assert paper.says("No day is logged yet.")
    assert paper.pages == 1


def test_a_made_up_person_is_labelled(treated):
    assert not report(treated).says("made up")
    treated.simulated = True
    treated.save(update_fields=["simulated"])
    assert report(treated).says("Simulated: this person is made up.")


def test_the_latest_course_is_shown_whole_and_what_is_said_of_the_earlier_follows(pat, log):
    restart(pat, log)
    paper = report(pat)
    text = paper.text
    assert text.index("Treatment since 21 Jul 2026") < text.index("Treatment since 3 Mar 2026")
    assert text.count("Change since before") == 1
    earlier, latest = outcome_of(pat, recorded_courses(pat), pat.today()).courses
    for course in (earlier, latest):
        _cycle, window = course.latest
        said = change_in_words(window.changes[HEADACHE], course.baseline, window.tallies[HEADACHE])
        assert paper.says(said)


def test_of_many_courses_the_earliest_give_way_and_the_page_says_so(pat, log):
    first = date(2023, 1, 3)
    for number in range(6):
        day = first + timedelta(days=200 * number)
        log(pat, *months(day - timedelta(days=28), 20, 12, 11, 10))
        treat(pat, day, start=None if number else EVER, restart=number > 0)
    paper = report(pat)
    assert paper.pages == 1
    shown = paper.text.count("Treatment since")
    assert 2 <= shown < 6
    assert paper.says(f"{6 - shown} earlier courses of treatments are not shown here; they are attached.")


def test_a_name_without_a_blank_stays_on_the_sheet(treated):
    set_name(by=treated.user, patient=treated, name="X" * 80)
    paper = report(treated)
    assert paper.pages == 1
    lines = [line for line in paper.pdf.pages[0].extract_text().splitlines() if "XX" in line]
    assert sum(line.count("X") for line in lines) == 2 * 80
    assert all(line.count("X") < 80 for line in lines[:2])


def test_of_ten_years_the_latest_cycles_are_on_the_page_and_all_of_them_attached(pat, log):
    today = pat.today()
    for first in range(0, 3640, 392):
        log(pat, *months(today - timedelta(days=first + 391), *[20, 12] * 7))
    for number in range(40, 0, -1):
        treat(pat, today - timedelta(days=90 * number), start=EVER if number == 40 else None)
    paper = report(pat)
    assert paper.pages == 1
    shown = re.findall(r"cycle (\d+), weeks 1 to 4", paper.text)
    assert shown == [str(number) for number in range(41 - len(shown), 41)]
    assert len(shown) >= 3
    assert paper.says(f"The latest {len(shown)} cycles of 40 are shown here; all of them are attached.")
    assert paper.text.count("155 units") == len(shown)
    attached = {name: content[0].splitlines() for name, content in paper.attachments.items()}
    assert len(attached["days.csv"]) == 1 + 3920
    assert len(attached["treatments.csv"]) == 1 + 40
    assert len(attached["windows.csv"]) == 1 + 1 + 40 * (3 + 2)


@pytest.mark.parametrize("language", ["de", "uk", "en-gb"])
def test_a_picture_is_drawn_in_points_whatever_the_language_writes(treated, language):
    recorded = recorded_courses(treated)
    (course,) = outcome_of(treated, recorded, treated.today()).courses
    with translation.override(language):
        drawn = render_to_string("reports/still.svg", {"still": labelled_still(course)})
    still = labelled_still(course)
    assert still.bands
    for band in still.bands:
        assert f'y="{band.y}" height="{band.height}"' in drawn
    assert f"M26 {still.baseline}H392" in drawn


def test_the_key_names_each_shape_of_the_picture_and_no_other(treated):
    (course,) = outcome_of(treated, recorded_courses(treated), treated.today()).courses
    drawn = labelled_still(course)
    kinds = [entry.kind for entry in key_in_words(drawn, BaselineSource.DIARY)]
    assert kinds == ["injection", "baseline", "bar", "before", "whisker", "sparse", "botox", "placebo"]
    bare = drawn._replace(baseline=None, bars="", baseline_bar="", whiskers="", sparse="", bands=[])
    assert [entry.kind for entry in key_in_words(bare, None)] == ["injection"]
    assert report(treated).says("the placebo averages of the same trials")
    recalled = dict(key_in_words(drawn, BaselineSource.RECALLED))
    assert recalled["baseline"] == "as before treatment, recalled"


def test_no_sentence_is_left_out_of_translation(anybody, in_pseudo_language):
    paper = report(anybody)
    assert paper.root["/Lang"] == LANGUAGE
    assert untranslated(paper.text, {anybody.code}) == []
    assert untranslated(paper.pdf.metadata.title, set()) == []
    for tag, alt in paper.tags():
        assert not alt or untranslated(alt, set()) == [], tag
