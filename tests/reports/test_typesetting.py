"""Whatever somebody is called, and whatever stands on a packet: it is printed, and does nothing."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diary.queries.packed import diary_of
from diary.reports import typesetting
from diary.reports.outcome import outcome_report
from diary.reports.typesetting import LACKING, PLACEHOLDER, Attached, as_text, typeset
from tests.reports.paper import Paper, close

NOTHING: list[Attached] = []


@pytest.fixture
def called(pat):
    """The document of somebody who is called so."""
    from diary.analytics.outcome import Outcome

    report = outcome_report(pat, [], Outcome(pat.today(), (), diary_of(pat)), [])

    def made(name: str) -> Paper:
        return Paper(typeset("outcome.typ", report._replace(who=name, title=f"Of {name}"), NOTHING))

    return made


@pytest.mark.parametrize(
    "name",
    [
        *("#panic()", '#read("/etc/passwd")', "*bold* _it_", "]", "[", "$x$", "\\", "<label>", "@ref"),
        *("// no", "/* no", "= Heading", "- item", "+ 1", '"quoted"', "{x}", "~", "`raw`"),
        *("https://example.org", "#"),
        *("Žofia Ĺubľ", "Ірина Їжак", "Ελένη"),
    ],
)
def test_a_hostile_name_is_printed_as_it_stands(called, name):
    paper = called(name)
    assert paper.says(name)
    assert paper.pdf.metadata.title == f"Of {name}"
    assert not paper.says(PLACEHOLDER)


@settings(max_examples=40)
@given(st.text(max_size=60))
def test_any_text_can_be_printed(called, text):
    assert called(f"x{text}").pages == 1


@pytest.mark.parametrize("name", ["Pat 😀", "漢字", "a\u202eb", "กข", "\0", "a\u200db"])
def test_what_the_fonts_lack_is_marked_and_said(called, name):
    paper = called(name)
    shown = as_text(name)
    assert PLACEHOLDER in shown
    assert paper.says(shown)
    assert paper.says(str(LACKING))


def test_nothing_is_said_of_placeholders_where_there_are_none(called):
    assert not called("Pat").says(str(LACKING))


def test_letters_made_of_two_characters_are_taken_as_one(called):
    assert as_text("Zoe\u0308 e\u0301") == "Zoë é"


def test_line_breaks_and_tabs_are_blanks():
    assert as_text("a\nb\tc\u00a0d") == "a b c d"


def test_every_character_that_is_let_through_can_be_printed(called):
    lets_through = [chr(code) for code in range(0x20, 0x10000) if not 0xD800 <= code < 0xE000]
    lets_through = [one for one in lets_through if as_text(one) != PLACEHOLDER]
    assert len(lets_through) > 1000
    # Each on a letter of its own, so that accents have something to stand on.
    assert called(" ".join(f"x{one}" for one in lets_through)).pages >= 1


def test_only_the_fonts_that_typst_brings_are_used(called):
    paper = called("Pat")
    fonts = {font["/BaseFont"] for page in paper.pdf.pages for font in _fonts(page)}
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+LibertinusSerif-", name) for name in fonts)
    brought = {"Libertinus Serif", "New Computer Modern", "New Computer Modern Math", "DejaVu Sans Mono"}
    assert set(typesetting._fonts().families()) <= brought


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_the_same_data_make_the_same_document(pat, monkeypatch):
    from diary.analytics.outcome import Outcome

    report = outcome_report(pat, [], Outcome(pat.today(), (), diary_of(pat)), [])
    once = typeset("outcome.typ", report, NOTHING)
    typesetting._fonts.cache_clear()
    assert typeset("outcome.typ", report, NOTHING) == once


def test_the_measure_of_sameness_is_without_blanks():
    assert close(" a b\n c") == "abc"
