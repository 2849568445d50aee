import os
from pathlib import Path
from typing import Any

from django.core.management import CommandError, CommandParser

from diary.management.messages import LOCALE, TEMPLATE, catalogue_template, compile_catalogues
from diary.management.plain import PlainCommand
from diary.management.pseudo_locale import pseudo_catalogue


class Command(PlainCommand):
    help = "Collect, check and compile the sentences marked for translation; needs no database."

    def add_arguments(self, parser: CommandParser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        parts.add_parser("extract", help="write the translation template")
        parts.add_parser("check", help="is the translation template up to date?")
        parts.add_parser("compile", help="compile every translation")
        pseudo = parts.add_parser("pseudo", help="make a locale that shows what is not translated")
        pseudo.add_argument("--to", metavar="DIR", type=Path, required=True)

    def handle(self, *, part: str, **options: Any) -> None:
        os.umask(0o022)  # part of the program, not of a diary: whatever account serves reads it
        if part == "extract":
            self._extract()
        elif part == "check":
            self._check()
        elif part == "compile":
            if count := compile_catalogues():
                self.say(f"{count} translations compiled")
        else:
            self.say(f"Written: {pseudo_catalogue(TEMPLATE, options['to'])}")

    def _extract(self) -> None:
        LOCALE.mkdir(exist_ok=True)
        written = catalogue_template()
        if not TEMPLATE.exists() or TEMPLATE.read_bytes() != written:
            TEMPLATE.write_bytes(written)
            self.say("Translation template written")

    def _check(self) -> None:
        if not TEMPLATE.exists() or TEMPLATE.read_bytes() != catalogue_template():
            raise CommandError("The translation template is out of date. Run: make format")
