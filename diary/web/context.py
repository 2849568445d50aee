"""What every page is drawn with."""

from typing import NamedTuple

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

THEME_COOKIE = "theme"


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


def page(request: HttpRequest) -> dict[str, object]:
    """The theme, known before the first paint."""
    name = request.COOKIES.get(THEME_COOKIE)
    if name not in THEMES:
        name = next(iter(THEMES))
    return {"theme": name, "theme_colours": THEMES[name], "themes": THEMES}
