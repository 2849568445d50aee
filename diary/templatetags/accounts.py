"""What account pages and mails say of moments and devices."""

from datetime import datetime

from django import template

from diary.wording.devices import device_in_words
from diary.wording.moments import moment_in_words

register = template.Library()


@register.filter
def in_zone(moment: datetime, zone: str) -> str:
    """`{{ moment|in_zone:zone }}`: the moment by the clock of that zone, which is named."""
    return moment_in_words(moment, zone)


@register.filter
def device(user_agent: str) -> str:
    """`{{ user_agent|device }}`: browser and device in plain words."""
    return device_in_words(user_agent)
