"""`{% once theme here %}...{% endonce %}`: drawn once a process for each language and the values named.

Translating and looking up addresses is most of the work of a page, and its result is the same for
everybody. So nothing of a person, no token and no operation id may stand inside.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString

from diary.wording.kept import language_now

register = template.Library()

MOST = 1024
"""So many drawings of one place are kept; then it begins anew."""


class Once(template.Node):
    # No block of a child template lies inside, so none need be looked for at every drawing.
    child_nodelists = ()

    def __init__(self, nodelist: NodeList, values: list[FilterExpression]) -> None:
        self.nodelist = nodelist
        self.values = values
        self.drawn: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        key = (language_now(), *[value.resolve(context) for value in self.values])
        drawn = self.drawn.get(key)
        if drawn is None:
            if len(self.drawn) >= MOST:
                self.drawn.clear()
            drawn = self.drawn[key] = self.nodelist.render(context)
        return drawn


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """Keep what is inside as it was drawn for these values."""
    values = [parser.compile_filter(value) for value in token.split_contents()[1:]]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, values)
