"""The policy table: every route, who may ask it, how, and whether the read is recorded.

`diary.web.middleware.PolicyMiddleware` holds every request to its row; a route without a row
does not exist. What someone may not see is answered like what is not there: 404, in the same
bytes. The exceptions are answers that say nothing about any diary:

- not logged in: pages lead to the log-in page, the API answers 403;
- a missing or wrong CSRF token: 403; a method not listed: 405; too many requests: 429;
- someone without a diary of their own is led from its pages to where one is opened, and who works
  in a clinic to that clinic's pages.
"""

from dataclasses import dataclass
from enum import Enum

READ = frozenset({"GET", "HEAD"})
# What leaves an Event is asked for by GET alone: after HEAD nothing has been taken away.
GET = frozenset({"GET"})
FORM = READ | {"POST"}
POST = frozenset({"POST"})


class Who(Enum):
    """Who may ask a route at all; whose diary it then shows is for `access.patients`."""

    ANYONE = "anyone"
    SIGNED_IN = "anyone signed in"
    DIARIST = "who keeps a diary"
    READER = "who works in a clinic and reads diaries there"
    ADMIN = "who runs a clinic"
    STAFF = "who works in a clinic, as anything"


class Scope(Enum):
    """What of a diary a route shows or changes."""

    NOTHING = "nothing"
    READ_DAYS = "read days"
    WRITE_DAYS = "write days"
    WRITE_TREATMENTS = "write treatments and other preventives"
    OWN_SETTINGS = "one's own settings"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table. `recorded`: a read by somebody else leaves an Event."""

    who: Who
    methods: frozenset[str] = READ
    scope: Scope = Scope.NOTHING
    recorded: bool = False


def _pages(who: Who, methods: frozenset[str], *names: str) -> dict[str, Rule]:
    return {name: Rule(who, methods) for name in names}


POLICY: dict[str, Rule] = {
    # pages
    "today": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "day": Rule(Who.DIARIST, FORM, Scope.WRITE_DAYS),
    "day-withdraw": Rule(Who.DIARIST, POST, Scope.WRITE_DAYS),
    "day-undo": Rule(Who.DIARIST, POST, Scope.WRITE_DAYS),
    "calendar": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "month": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "outcome": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "outcome-figures": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "outcome-rules": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "report-pdf": Rule(Who.DIARIST, GET, Scope.READ_DAYS, recorded=True),
    "days-csv": Rule(Who.DIARIST, GET, Scope.READ_DAYS, recorded=True),
    "treatments-csv": Rule(Who.DIARIST, GET, Scope.READ_DAYS, recorded=True),
    "preventives-csv": Rule(Who.DIARIST, GET, Scope.READ_DAYS, recorded=True),
    "treatment-new": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "treatment": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "treatment-withdraw": Rule(Who.DIARIST, POST, Scope.WRITE_TREATMENTS),
    "treatment-restore": Rule(Who.DIARIST, POST, Scope.WRITE_TREATMENTS),
    "course-start": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "baseline-write": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "baseline-fix": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "preventives": Rule(Who.DIARIST, READ, Scope.READ_DAYS),
    "preventive-new": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "preventive": Rule(Who.DIARIST, FORM, Scope.WRITE_TREATMENTS),
    "preventive-withdraw": Rule(Who.DIARIST, POST, Scope.WRITE_TREATMENTS),
    "preventive-restore": Rule(Who.DIARIST, POST, Scope.WRITE_TREATMENTS),
    "settings": Rule(Who.DIARIST, FORM, Scope.OWN_SETTINGS),
    "settings-name": Rule(Who.DIARIST, POST, Scope.OWN_SETTINGS),
    "sharing": Rule(Who.DIARIST, READ, Scope.OWN_SETTINGS),
    "sharing-let-in": Rule(Who.DIARIST, FORM, Scope.OWN_SETTINGS),
    "sharing-stop": Rule(Who.DIARIST, POST, Scope.OWN_SETTINGS),
    # clinics; whose diary a code opens, one's own included, is for `access.patients`
    "clinic": Rule(Who.READER, READ, Scope.READ_DAYS, recorded=True),
    "clinic-members": Rule(Who.ADMIN, FORM),
    "clinic-member-end": Rule(Who.ADMIN, POST),
    "clinic-rules": Rule(Who.STAFF, FORM),
    "patient-outcome": Rule(Who.SIGNED_IN, READ, Scope.READ_DAYS, recorded=True),
    "patient-outcome-figures": Rule(Who.SIGNED_IN, READ, Scope.READ_DAYS, recorded=True),
    "patient-report-pdf": Rule(Who.SIGNED_IN, GET, Scope.READ_DAYS, recorded=True),
    "patient-days-csv": Rule(Who.SIGNED_IN, GET, Scope.READ_DAYS, recorded=True),
    "patient-treatments-csv": Rule(Who.SIGNED_IN, GET, Scope.READ_DAYS, recorded=True),
    "patient-preventives-csv": Rule(Who.SIGNED_IN, GET, Scope.READ_DAYS, recorded=True),
    "patient-days": Rule(Who.SIGNED_IN, READ, Scope.READ_DAYS, recorded=True),
    "patient-month": Rule(Who.SIGNED_IN, READ, Scope.READ_DAYS, recorded=True),
    **_pages(Who.SIGNED_IN, FORM, "open-diary"),
    **_pages(Who.ANYONE, READ, "privacy", "healthz"),
    **_pages(Who.ANYONE, POST, "theme"),
    # accounts
    **_pages(
        Who.ANYONE,
        FORM,
        "account_login",
        "account_logout",  # somebody waiting for a code may start again
        "account_signup",
        "account_email_verification_sent",
        "account_reset_password",
        "account_confirm_password_reset_code",
        "account_complete_password_reset",
    ),
    **_pages(Who.ANYONE, READ, "account_inactive", "account_password_reset_completed"),
    **_pages(
        Who.SIGNED_IN,
        FORM,
        "account_reauthenticate",
        "account_email",
        "account_change_password",
        "account_set_password",
        "usersessions_list",
    ),
    # API
    "api-days": Rule(Who.SIGNED_IN, FORM, Scope.WRITE_DAYS, recorded=True),
    "api-day": Rule(Who.SIGNED_IN, READ | {"PUT", "PATCH", "DELETE"}, Scope.WRITE_DAYS, recorded=True),
    "api-outcome": Rule(Who.SIGNED_IN, READ, Scope.READ_DAYS, recorded=True),
    "api-schema": Rule(Who.SIGNED_IN),
}
