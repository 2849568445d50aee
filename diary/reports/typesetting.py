"""Documents from templates of typst: tagged (PDF/UA-1) and made to last (PDF/A-3a) at once.

What a template prints is handed to it as data, never as markup, so no name and no lot number can do
anything but stand there. Only typst's own fonts are used: a document looks the same wherever it is
made.
"""

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = settings.BASE_DIR / "templates" / "reports"

PLACEHOLDER = "□"
LACKING = gettext_lazy("□ stands for a character that this document has no letter shape for.")


class Attached(NamedTuple):
    """A file within the document: a text in UTF-8, its name, and what it is about."""

    name: str
    content: bytes
    about: str


def typeset(template: str, data: Any, attached: Sequence[Attached]) -> bytes:
    """The PDF that `template`, of templates/reports, makes of `data`: named tuples, lists and texts.

    It finds the data as JSON in the input "data"; in "attached" the names of the files to attach, each
    of which is an input under its name; in "lacking" a sentence, where characters are lacking.
    """
    import typst  # when the first document is asked for: most processes never make one

    shown = json.dumps(as_data(data), ensure_ascii=False)
    inputs = {
        "data": shown,
        "lacking": as_text(str(LACKING)) if PLACEHOLDER in shown else "",
        "attached": json.dumps([{"name": one.name, "about": as_text(one.about)} for one in attached]),
        **{one.name: one.content.decode() for one in attached},
    }
    return typst.compile(
        TEMPLATES / template,
        format="pdf",
        font_paths=_fonts(),
        sys_inputs=inputs,
        pdf_standards=["ua-1", "a-3a"],
    )


def as_data(value: Any) -> Any:
    """`value` for JSON, every text in it one that can be printed."""
    if isinstance(value, str | Promise):
        return as_text(str(value))
    if hasattr(value, "_asdict"):
        return {name: as_data(part) for name, part in value._asdict().items()}
    if isinstance(value, Sequence):
        return [as_data(part) for part in value]
    return value


def as_text(text: str) -> str:
    """`text` with a placeholder for each character that the fonts lack: one would refuse the document."""
    return _LACKED.sub(PLACEHOLDER, re.sub(r"\s", " ", unicodedata.normalize("NFC", text)))


# What Libertinus Serif, the font that typst brings, has both plain and bold of Latin, Greek and
# Cyrillic, of punctuation, currencies and mathematics. A test prints every one of them.
_LACKED = re.compile(
    r"[^\u0020-\u007e\u00a0-\u02e4\u0300-\u036f\u037e\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce"
    r"\u0400-\u045f\u0490-\u04c4\u04c7-\u04cc\u04d0-\u04f9\u1e00-\u1e9b\u1e9e\u1ea0-\u1ef9"
    r"\u2010-\u2027\u2030-\u2037\u2039-\u203e\u2074-\u208e\u20a2-\u20a4\u20ab\u20ac\u20bf\u2116\u2122"
    r"\u2190-\u2199\u2200-\u220d\u2212\u2248\u2260\u2264\u2265\u25a0\u25a1\u27e6\u27e7]"
)


@cache
def _fonts() -> "Fonts":
    from typst import Fonts

    return Fonts(include_system_fonts=False)  # the machine's own are not looked at
