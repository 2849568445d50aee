"""How often one person may ask the API."""

from django.core.cache import caches
from rest_framework.throttling import UserRateThrottle


class PerPersonThrottle(UserRateThrottle):
    """Counted in each worker process, so that a request costs no statement for it."""

    cache = caches["process"]
