"""A mail that was asked for too often: how long to wait, where that is no matter of hours."""

import math
import time

from allauth.account import app_settings
from allauth.core.internal.ratelimit import get_cache_key, parse_rates
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

A_WHILE = 120
"""Seconds that somebody waits in front of the page; what is longer is another time."""


def no_code(request: HttpRequest, action: str, address: str) -> str:
    """No code was sent to `address` because `action` was asked for too often."""
    wait = _seconds_to_wait(request, action, address)
    if wait is None or wait > A_WHILE:
        return _("No code was sent: this was asked for too often. Try again later.")
    return ngettext(
        "No code was sent: this was asked for too often. Try again in %(seconds)d second.",
        "No code was sent: this was asked for too often. Try again in %(seconds)d seconds.",
        wait,
    ) % {"seconds": wait}


def no_new_code(request: HttpRequest, action: str, address: str) -> str:
    """The same, where an earlier code still works."""
    wait = _seconds_to_wait(request, action, address)
    if wait is None:
        return _("No new code was sent: no more can be sent for now. Use the last one.")
    if wait > A_WHILE:
        return _("No new code was sent: this was asked for too often. Use the last one, or try again later.")
    return ngettext(
        "No new code was sent: this was asked for too often. "
        "Use the last one, or try again in %(seconds)d second.",
        "No new code was sent: this was asked for too often. "
        "Use the last one, or try again in %(seconds)d seconds.",
        wait,
    ) % {"seconds": wait}


def _seconds_to_wait(request: HttpRequest, action: str, address: str) -> int | None:
    """Until every limit of `action` lets one more through; None where no limit is why. allauth counts, but
    does not tell."""
    free: list[float] = []
    for rate in parse_rates(app_settings.RATE_LIMITS.get(action)):
        kept = get_cache_key(request, app="allauth.account", action=action, rate=rate, key=address)
        times = cache.get(kept, [])  # the latest first
        if len(times) >= rate.amount:
            free.append(times[rate.amount - 1] + rate.duration)
    return max(1, math.ceil(max(free) - time.time())) if free else None
