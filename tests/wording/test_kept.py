"""Words that are kept, in the language that is asked for."""

from django.utils import translation
from django.utils.translation import gettext as _

from diary.wording.kept import gettext, gettext_lazy, in_one_language, kept, language_now

GERMAN = "de"


@kept
def begins(year):
    return f"{_('January')} {year}"


def test_kept_words_follow_the_language():
    assert begins(2026) == "January 2026"
    with translation.override(GERMAN):
        assert begins(2026) == "Januar 2026"
    assert begins(2026) == "January 2026"


def test_one_language_is_the_one_that_was_active_and_ends():
    with translation.override(GERMAN), in_one_language():
        assert begins(2026) == "Januar 2026"
    assert begins(2026) == "January 2026"


def test_one_language_ends_even_where_something_fails():
    try:
        with translation.override(GERMAN), in_one_language():
            raise LookupError
    except LookupError:
        assert begins(2027) == "January 2027"


def test_sentences_that_are_looked_up_once_follow_the_language():
    later = gettext_lazy("January")
    for language, month in ((GERMAN, "Januar"), ("en-gb", "January"), (GERMAN, "Januar")):
        with translation.override(language):
            assert (gettext("January"), str(later), f"{later}", language_now()) == (month,) * 3 + (language,)
