"""Who asks, when the operator's own proxies stand in front."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]

log = logging.getLogger("diary.proxies")


def client_address(get_response: Answer) -> Answer:
    """Puts the address that the outermost of TRUSTED_PROXIES saw where limits look for it.

    What stands further left in X-Forwarded-For, the client may have made up.
    """
    proxies = settings.TRUSTED_PROXIES
    if not proxies:
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponseBase:
        seen = [address.strip() for address in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(seen) >= proxies and seen[-proxies]:
            request.META["REMOTE_ADDR"] = seen[-proxies]
        else:
            # Nothing else is believed: all who come this way count as the nearest proxy.
            log.error("passed by fewer proxies than TRUSTED_PROXIES says")
        return get_response(request)

    return middleware
