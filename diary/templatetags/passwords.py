"""`{% shortest_password %}`: how many characters a password has at least, as the settings say."""

from django import template
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators

register = template.Library()


@register.simple_tag
def shortest_password() -> int:
    """The length that is asked for."""
    asked = get_default_password_validators()
    return max((one.min_length for one in asked if isinstance(one, MinimumLengthValidator)), default=1)
