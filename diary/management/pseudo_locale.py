"""A made-up translation in which every translated sentence can be told from one that is not."""

import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from diary.management.messages import write_catalogue

LANGUAGE = "eo"
"""A language that Django knows and that this diary is not translated into."""

OPENING, CLOSING = "⟦", "⟧"

_ACCENTED = str.maketrans("aceghijlnorsuyzACEGHIJLNORSUYZ", "áćéğĥíĵĺñóřśúýžÁĆÉĞĤÍĴĹÑÓŘŚÚÝŽ")

# What a program reads: placeholders, tags, character references, template variables.
_KEPT = re.compile(r"(%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|%[%sdif]|\{[^{}]*\}|<[^<>]*>|&#?\w+;)")

# "l j F": only single letters that Django's "date" filter knows, apart from punctuation.
_DATE_FORMAT = re.compile(r"(?<![a-zA-Z])[dDjlSwzWtmMnNFbEyYLoaAfgGhHisuPeITOZcrU](?![a-zA-Z])|[^a-zA-Z]")


def pseudo_catalogue(template: Path, to: Path) -> Path:
    """Write the catalogue of all messages in `template`; `to` is for Django's LOCALE_PATHS."""
    with template.open("rb") as file:
        messages = read_po(file, charset="utf-8")
    catalogue = Catalog(locale=LANGUAGE, charset="utf-8")
    for message in messages:
        if message.id:
            catalogue.add(message.id, _translated(message.id), context=message.context)
    target = to / LANGUAGE / "LC_MESSAGES" / "django.mo"
    write_catalogue(catalogue, target)
    return target


def pseudo(text: str) -> str:
    """`text` in brackets and with accents; what programs read in it, and its outer blanks, as they were."""
    stripped = text.strip()
    if not stripped:
        return text
    before, after = text[: text.index(stripped)], text[text.index(stripped) + len(stripped) :]
    inner = stripped if _is_date_format(stripped) else _accented(stripped)
    return f"{before}{OPENING}{inner}{CLOSING}{after}"


def _translated(text: str | Sequence[str]) -> str | tuple[str, ...]:
    """A message, or each form of one that has a plural."""
    return pseudo(text) if isinstance(text, str) else tuple(pseudo(form) for form in text)


def _accented(text: str) -> str:
    parts = _KEPT.split(text)
    # re.split puts what the group caught at the odd places.
    return "".join(part if index % 2 else part.translate(_ACCENTED) for index, part in enumerate(parts))


def _is_date_format(text: str) -> bool:
    return any(letter.isalpha() for letter in text) and not _DATE_FORMAT.sub("", text)
