"""How often a code may be typed: counted in the database, under a lock, before it is compared.

allauth counts in the session, where of several requests at once the last one to be written wins: so
many tries would count as one.
"""

from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.core import ratelimit
from django.http import HttpRequest


def may_try(request: HttpRequest, process: AbstractCodeVerificationProcess) -> bool:
    """Whether one more code may be compared with the one that was mailed; counts it.

    When and for which address it began is what tells a process from any other, whatever a browser
    makes of its session; a further code by mail does not begin it anew.
    """
    key = f"{process.state['at']}/{process.state['email']}"
    return ratelimit.consume(request, action="code_tries", key=key)
