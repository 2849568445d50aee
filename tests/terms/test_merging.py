"""Two people answer one date: what one of them did not touch stays as the other left it."""

from hypothesis import given

from diary.terms.day_document import FIELDS
from diary.terms.merging import changes, contested, rebased
from tests.days import as_values, documents, maybe


@given(maybe(documents), documents, maybe(documents))
def test_field_by_field_as_one_would_by_hand(before, mine, now):
    merged = rebased(as_values(mine), before, now)
    fought_over = contested(changes(as_values(mine), before), before, now)
    for name in FIELDS:
        stood, typed, stands = (getattr(document, name, None) for document in (before, mine, now))
        assert merged[name] == (stands if typed == stood else typed)
        assert (name in fought_over) == (typed != stood and stands != stood and typed != stands)
        if name in fought_over:
            assert fought_over[name] == stands


@given(documents, documents)
def test_with_nobody_else_it_is_what_was_typed(before, mine):
    assert rebased(as_values(mine), before, before) == as_values(mine)
    assert contested(changes(as_values(mine), before), before, before) == {}
