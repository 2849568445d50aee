"""What every page is drawn with."""

from functools import partial
from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from diary.web.codes import code_awaited

THEME_COOKIE = "theme"
DIM = "dim"


class Theme(NamedTuple):
    """A set of colours, and what the browser is told before it has read the stylesheet."""

    label: Promise
    color_scheme: str
    # Of the browser's own bars; empty: the device decides.
    bars: str


# The first is that of a browser that has not chosen.
THEMES = {
    "auto": Theme(gettext_lazy("As the device"), "light dark", ""),
    "light": Theme(pgettext_lazy("colours", "Light"), "light", "#f6f4ef"),
    "dark": Theme(pgettext_lazy("colours", "Dark"), "dark", "#14171a"),
    "dim": Theme(pgettext_lazy("colours", "Dim, for the night"), "dark", "#0a0705"),
}


class Chosen(NamedTuple):
    """A theme by its name; with Dim, also the one that comes back when it is lit again."""

    theme: str
    before_dim: str

    @property
    def cookie(self) -> str:
        """How the browser keeps it: “dark”, or “dim.dark”."""
        return f"{DIM}.{self.before_dim}" if self.theme == DIM else self.theme


def chosen_theme(request: HttpRequest) -> Chosen:
    """What the browser has kept."""
    theme, _, before = request.COOKIES.get(THEME_COOKIE, "").partition(".")
    fallback = next(iter(THEMES))
    theme = theme if theme in THEMES else fallback
    if theme != DIM:
        return Chosen(theme, theme)
    return Chosen(DIM, before if before in THEMES and before != DIM else fallback)


def page(request: HttpRequest) -> dict[str, object]:
    """The theme, known before the first paint."""
    theme, before_dim = chosen_theme(request)
    return {
        # Asked for by the pages that say it, and only by those.
        "code_awaited": partial(code_awaited, request),
        "theme": theme,
        "theme_before_dim": before_dim,
        "theme_colours": THEMES[theme],
        "themes": THEMES,
    }
