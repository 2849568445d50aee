"""The sentences marked for translation, collected from Python and templates in pure Python."""

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

LOCALE = Path(settings.BASE_DIR) / "diary" / "locale"
TEMPLATE = LOCALE / "django.pot"

# No dates, no versions, no line numbers: the file changes only when a sentence does.
_HEADER = """\
# Sentences of the headache diary. Made by "make format"; copy it to start a translation.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

# Function -> which of its arguments are texts; the one with a "c" is the context.
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), (1,)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}


def catalogue_template(root: Path | None = None) -> bytes:
    """The translation template of everything marked under `root`, as a .pot file."""
    catalogue = Catalog(charset="utf-8")
    for path, source in _sources(root or Path(settings.BASE_DIR)):
        found = extract("python", io.BytesIO(source.encode()), _KEYWORDS, ["Translators:"])
        for _line, message, comments, context in found:
            catalogue.add(message, locations=[(path, 1)], auto_comments=comments, context=context)
    written = io.BytesIO()
    write_po(written, catalogue, width=0, omit_header=True, sort_output=True, include_lineno=False)
    return _HEADER.encode() + written.getvalue()


def compile_catalogues(locale: Path = LOCALE) -> int:
    """Make a .mo of every .po under `locale`; how many there are."""
    sources = sorted(locale.glob("*/LC_MESSAGES/*.po"))
    for source in sources:
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        write_catalogue(catalogue, source.with_suffix(".mo"))
    return len(sources)


def write_catalogue(catalogue: Catalog, target: Path) -> None:
    """Write `catalogue` compiled, replacing `target` as a whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".part")
    with draft.open("wb") as file:
        write_mo(file, catalogue)
    draft.replace(target)


def _sources(root: Path) -> Iterator[tuple[str, str]]:
    """Each file that may hold sentences, as Python, under its path from `root`."""
    for folder in ("diary", "project"):
        for path in sorted((root / folder).rglob("*.py")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in (".html", ".txt", ".svg"):
            name = path.relative_to(root).as_posix()
            yield name, _unindented(templatize(path.read_text(encoding="utf-8"), origin=name))


def _unindented(source: str) -> str:
    # A template's indentation means nothing, and Python's tokenizer would trip over it.
    return "\n".join(line.lstrip() for line in source.split("\n"))
