"""The outcome taken away: paper, page and results say the same, to the owner alone, with a trace."""

import csv
import io
import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from html.parser import HTMLParser
from typing import NamedTuple

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from diary.actions import Change
from diary.analytics.diary import HEADACHE
from diary.analytics.measures import FOUR_HOURS
from diary.models import Event
from diary.queries.courses import outcome_of, recorded_courses
from diary.queries.events import broken_link
from tests.reports.conftest import anybody, august, treated
from tests.reports.paper import Paper, close
from tests.treated import EVER, FIRST, months, treat

__all__ = ["anybody", "august", "treated"]

FILES = {
    "/outcome/report.pdf": ("report-2026-08-25.pdf", "application/pdf"),
    "/outcome/days.csv": ("days-2026-08-25.csv", "text/csv; charset=utf-8"),
    "/outcome/treatments.csv": ("sessions-2026-08-25.csv", "text/csv; charset=utf-8"),
    "/outcome/preventives.csv": ("list-2026-08-25.csv", "text/csv; charset=utf-8"),
}


class SaidOfCourse(NamedTuple):
    rows: list[list[str]]
    sentences: list[str]


class Said(HTMLParser):
    """What a page says of each course: rows of cells, and the sentences around them."""

    VOICES = {"p", "li", "th", "td", "h2", "h3", "summary", "strong"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.courses: list[SaidOfCourse] = []
        self.inside: list[tuple[str, bool]] = []

    @property
    def rows(self) -> list[list[str]]:
        return [row for course in self.courses for row in course.rows]

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        shown = "hidden" not in given and tag not in ("svg", "a", "button", "form")
        # What else was counted is attached to the paper.
        shown = shown and "more" not in given.get("class", "").split()
        if tag == "section":
            shown = given.get("class") == "course"
            if shown:
                self.courses.append(SaidOfCourse([], []))
        if tag not in ("meta", "link", "input", "br"):
            self.inside.append((tag, shown and all(shown for _, shown in self.inside)))
        if not self.inside or not self.inside[-1][1]:
            return
        if tag == "tr":
            self.courses[-1].rows.append([])
        elif tag in ("th", "td"):
            self.courses[-1].rows[-1].append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self.inside]
        if "section" not in tags or not self.inside[-1][1] or not data.strip():
            return
        if tags[-1] in ("th", "td") or "th" in tags:
            self.courses[-1].rows[-1][-1] += data
        elif tags[-1] in self.VOICES:
            self.courses[-1].sentences.append(data.strip())


def page_of(client) -> Said:
    said = Said()
    said.feed(client.get("/outcome/?all").content.decode())
    return said


def paper_of(client) -> Paper:
    return Paper(client.get("/outcome/report.pdf").content)


def test_every_number_and_sentence_of_the_page_is_on_paper(anybody, as_):
    page, paper = page_of(as_(anybody)), paper_of(as_(anybody))
    assert len(page.courses) == len(recorded_courses(anybody))
    text, treatments = close(paper.text), paper.text.count("botulinumtoxinA)")
    for course in page.courses[:1]:
        # All that the page holds, which is the days before and the latest cycles.
        (header, *rows), at = course.rows, 0
        here = [close("".join(row)) in text for row in rows]
        assert here == sorted(here) or here[1:] == sorted(here[1:])
        assert all(here) or paper.says("are shown here; all of them are attached")
        for row in [header, *(row for row, is_here in zip(rows, here, strict=True) if is_here)]:
            at = text.index(close("".join(row)), at) + 1
        # The sentence of the picture is heard there, not seen.
        heard = close(" ".join(alt for _, alt in paper.tags()))
        told = [one for one in course.sentences if "botulinumtoxinA)" in one]
        for sentence in [one for one in course.sentences if one not in told] + told[:treatments]:
            assert close(sentence) in text + heard, sentence
        assert len(told) == treatments or not all(here)
    for course in page.courses[1:]:
        title, lead, where, cycle, baseline = course.sentences[:5]
        assert close("".join((title, lead, where, cycle, baseline))) in text


def test_every_number_of_the_results_is_in_its_row(anybody, as_):
    rows = [row for row in page_of(as_(anybody)).rows if row[0] != "Window"]
    shown = iter(rows)
    found = outcome_of(anybody, recorded_courses(anybody), anybody.today())
    for course in found.courses[::-1]:
        if course.baseline.span and course.baseline.tallies:
            check(next(shown), course.baseline.tallies, None)
        elif course.baseline.source:
            days = course.baseline.rates[HEADACHE].per_month
            assert next(shown)[1:] == [f"{days:g}", "", "not counted here", ""]
        for cycle in course.cycles:
            for window in cycle.windows:
                check(next(shown), window.tallies, window.changes.get(HEADACHE))
            if cycle.overdue:
                tally = cycle.overdue[HEADACHE]
                _, most = tally.least_and_most
                said = str(tally.days) if most == tally.days else f"{tally.days} to {most}"
                assert next(shown)[1].startswith(f"{said} in {tally.expected} day")
    assert list(shown) == []


def check(row, tallies, change) -> None:
    _, headache, long, logged, fell = row
    days, four_hours = tallies[HEADACHE], tallies[FOUR_HOURS]
    assert headache == counted(days)
    known = "" if four_hours.known == days.known else f", {four_hours.known} known"
    assert long == counted(four_hours) + known
    so_far = f", {days.so_far} clear so far" if days.so_far else ""
    assert logged == f"{days.known} of {days.expected}{so_far}"
    assert bool(fell) == (change is not None)
    if change is not None:
        fewer = "no change", tenth(abs(Fraction(change.days).limit_denominator(10_000)))
        assert fell.split(", ")[-1].startswith(fewer)


def counted(tally) -> str:
    most = tally.days + tally.expected - tally.known + tally.so_far
    if not tally.is_enough and tally.expected < 28:
        days = str(tally.days) if most == tally.days else f"{tally.days} to {most}"
        return f"{days} in {tally.expected} day{'s' if tally.expected > 1 else ''}"
    # Days that are not in a shorter window might have been anything, too.
    most += 28 - tally.expected
    bounds = f"{tally.days} to {most}"
    if not tally.is_enough:
        return bounds
    scaled = tenth(Fraction(28 * tally.days, tally.known))
    return f"{scaled} ({bounds})" if most > tally.days else scaled


def tenth(days: Fraction) -> str:
    rounded = (Decimal(days.numerator) / days.denominator).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded.normalize():f}"


def test_what_is_attached_is_the_csv_of_days(treated, as_):
    (attached,) = paper_of(as_(treated)).attachments["days.csv"]
    assert attached == as_(treated).get("/outcome/days.csv").content
    assert attached.startswith(b"\xef\xbb\xbfdate,headache,severity,")


@pytest.mark.parametrize("path", FILES)
def test_a_file_is_for_keeping_and_its_name_tells_nothing(treated, as_, path):
    answer = as_(treated).get(path)
    name, kind = FILES[path]
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer["Content-Type"] == kind
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert not re.search(f"headache|botox|migraine|treat|pat|{treated.code}", name)


@pytest.mark.parametrize("path", FILES)
def test_each_file_that_is_taken_leaves_an_event(treated, as_, path):
    as_(treated).get(path)
    event = Event.objects.filter(patient=treated).order_by("-sequence").first()
    assert (event.verb, event.by_id) == ("report.exported", treated.user_id)
    assert event.detail == {"kind": path.rpartition("/")[2]}
    assert broken_link(treated.pk) is None


@pytest.mark.parametrize("path", FILES)
def test_nothing_is_taken_by_asking_for_the_headers(treated, as_, path):
    assert as_(treated).head(path).status_code == 405
    assert not Event.objects.filter(patient=treated, verb="report.exported").exists()


@pytest.mark.parametrize("path", FILES)
def test_a_stranger_takes_her_own_and_nothing_of_pat(treated, eve, as_, path):
    assert treated.code not in as_(eve).get(path).content.decode(errors="replace")
    assert as_(None).get(path)["Location"].startswith("/account/login/")
    assert not Event.objects.filter(patient=treated, verb="report.exported").exists()
    assert Event.objects.filter(patient=eve, verb="report.exported").count() == 1


def test_notes_are_the_owners_and_stand_as_text(pat, as_, log):
    log(pat, Change(FIRST, {"headache": True, "note": "=1+1;\n@SUM(A1)", "intakes": ()}))
    log(pat, Change(FIRST + timedelta(days=1), {"headache": False}))
    content = as_(pat).get("/outcome/days.csv").content.decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(content, newline=""))
    assert first["note"] == "'=1+1;\n'@SUM(A1)"
    assert (first["intakes"], second["intakes"], second["note"]) == ("nothing", "", "")


def test_the_page_leads_to_the_files_with_and_without_a_treatment(pat, as_, log):
    html = as_(pat).get("/outcome/").content.decode()
    assert [path for path in FILES if f'href="{path}"' in html] == list(FILES)
    log(pat, *months(FIRST, 12))
    treat(pat, start=EVER)
    html = as_(pat).get("/outcome/").content.decode()
    assert [path for path in FILES if f'href="{path}"' in html] == list(FILES)


def test_a_longer_diary_costs_no_more_statements(pat, as_, log):
    client = as_(pat)
    counts = []
    for first in (FIRST, FIRST - timedelta(days=390)):
        log(pat, *months(first, *[12] * (1 if first == FIRST else 13)))
        with CaptureQueriesContext(connection) as captured:
            client.get("/outcome/report.pdf")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 14
