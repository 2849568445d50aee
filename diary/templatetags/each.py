"""`{% each rows %}<li>{date}: {words}</li>{% endeach %}`: drawn once a process, filled in for every row.

The rows of a long table are the same but for their values, and a loop would draw each of their parts
anew. Each language has a drawing of its own. `{name}` is an attribute of the row; nothing else in it
depends on a row.
"""

from collections.abc import Callable
from html import escape
from operator import attrgetter
from string import Formatter
from typing import Any, NamedTuple

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()


class Drawn(NamedTuple):
    """What is between the tags, with places for the values; and what takes these from a row."""

    pattern: str
    values: Callable[[Any], tuple[Any, ...]]


class Each(template.Node):
    # No block of a child template lies inside, so none need be looked for at every drawing.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, rows: FilterExpression) -> None:
        self.nodelist = nodelist
        self.rows = rows
        self.drawn: dict[str | None, Drawn] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        drawn = self.drawn.get(language)
        if drawn is None:
            drawn = self.drawn[language] = _drawn(self.nodelist.render(context))
        filled, values = drawn.pattern.format, drawn.values
        rows = [filled(*[escape(str(value)) for value in values(row)]) for row in self.rows.resolve(context)]
        return mark_safe("".join(rows))  # noqa: S308  (the pattern is a template's, the values are escaped)


def _drawn(pattern: str) -> Drawn:
    names = [name for _, name, _, _ in Formatter().parse(pattern) if name is not None]
    # A name in its own place of `format` costs half of what looking it up by name does.
    for place, name in enumerate(names):
        pattern = pattern.replace(f"{{{name}}}", f"{{{place}}}", 1)
    if len(names) < 2:
        raise template.TemplateSyntaxError("What is drawn for each row names at least two of its values.")
    return Drawn(pattern, attrgetter(*names))


@register.tag
def each(parser: Parser, token: Token) -> Each:
    """Fill what is inside in for each of the rows."""
    _tag, rows = token.split_contents()
    nodelist = parser.parse(("endeach",))
    parser.delete_first_token()
    return Each(nodelist, parser.compile_filter(rows))
