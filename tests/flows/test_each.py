"""Rows of a table that a template draws once and fills in."""

from typing import NamedTuple

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


class Line(NamedTuple):
    number: int
    words: str


LINES = (
    "{% load each i18n %}"
    "{% each lines %}<li>{number}: {words} {words} {% translate 'January' %}</li>{% endeach %}"
)


def drawn(source, *lines):
    return Template(source).render(Context({"lines": [Line(*line) for line in lines]}))


def test_each_row_has_its_own_values():
    assert drawn(LINES, (1, "one"), (2, "two")) == "<li>1: one one January</li><li>2: two two January</li>"


def test_no_rows_are_nothing():
    assert drawn(LINES) == ""


def test_what_a_row_says_is_never_markup_nor_a_place():
    assert drawn(LINES, (1, "<b>{number}")) == "<li>1: &lt;b&gt;{number} &lt;b&gt;{number} January</li>"


def test_each_language_has_its_own_words():
    template, lines = Template(LINES), Context({"lines": [Line(1, "one")]})
    said = []
    for language in ("en-gb", "de", "en-gb"):
        with translation.override(language):
            said.append(template.render(lines))
    assert said == [f"<li>1: one one {month}</li>" for month in ("January", "Januar", "January")]


def test_a_row_that_names_nothing_of_itself_is_a_mistake():
    with pytest.raises(TemplateSyntaxError):
        drawn("{% load each %}{% each lines %}<li></li>{% endeach %}", (1, "one"))


def test_a_value_that_holds_what_values_are_kept_apart_by_stays_one():
    lines = [(1, "a\0<b>"), (2, "c")]
    assert drawn(LINES, *lines) == ("<li>1: a\0&lt;b&gt; a\0&lt;b&gt; January</li><li>2: c c January</li>")
