"""JSON in, read strictly."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from diary.terms.day_document import is_text
from diary.wording.refusals import SENTENCES

UNREADABLE = _("What was sent is not readable JSON in UTF-8.")


class StrictJSONParser(JSONParser):
    """UTF-8 only, no field twice. NaN and Infinity are numbers that no field takes."""

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        try:
            return json.loads(stream.read().decode(), object_pairs_hook=_object, parse_constant=float)
        except UnicodeDecodeError:
            raise ParseError(str(SENTENCES["not_text"])) from None
        except (ValueError, RecursionError):
            raise ParseError(UNREADABLE) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise ParseError(str(SENTENCES["field_twice"]))
    if not all(map(is_text, made)):
        raise ParseError(UNREADABLE)
    return made
