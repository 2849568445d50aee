"""Words that are the same for everybody, said once a process in each language."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import get_language

MOST = 8192
"""So many are kept of one kind; then the oldest go."""

_language: ContextVar[str | None] = ContextVar("language", default=None)


def language_now() -> str | None:
    """The active language, by the shorter way within `in_one_language`."""
    return _language.get() or get_language()


Say = TypeVar("Say", bound=Callable[..., str | tuple[str, ...]])


def kept(say: Say) -> Say:
    """`say`, whose words depend on its few plain values and the language alone.

    Translating and formatting a number takes longer than anything else in a table of numbers.
    Nothing that tells of a person may be said with it: numbers and dates, never names or texts.
    """

    @lru_cache(maxsize=MOST)
    def said(language: str | None, *values: Any) -> str | tuple[str, ...]:
        return say(*values)

    @wraps(say)
    def in_language(*values: Any) -> str | tuple[str, ...]:
        return said(language_now(), *values)

    return cast(Say, in_language)


@contextmanager
def in_one_language() -> Iterator[None]:
    """Within, the language is the one active now, which nothing there may change.

    Asking for it takes longer than finding words that are kept, of which a table has hundreds. Not for
    generators: one that rests inside would leave its language to whatever else the thread does.
    """
    before = _language.set(get_language())
    try:
        yield
    finally:
        _language.reset(before)


@kept
def gettext(message: str) -> str:
    """A sentence of ours in the active language: a catalogue is asked through all its fallbacks once."""
    return translation.gettext(message)


gettext_lazy = cast(Callable[[str], Promise], lazy(gettext, str))
"""The same where the language is not known yet."""
