"""Sign-up: an address, a password and one explicit tick; all of it waits for the code from the mail.

Until that code is typed there is no account and no diary. What was given lies in the session, the
password hashed, and it lies there whether somebody has an account with this address or not: so
neither the page, nor the time it takes, nor a log-in afterwards tells the two apart; and nobody
can agree to anything, or hold an address, in another's name.
"""

import time
from datetime import UTC, datetime
from typing import Any, Self

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmEmailVerificationCodeForm
from allauth.account.forms import SignupForm as AllauthSignupForm
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.utils import complete_signup, filter_users_by_email
from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.actions import AddressTaken, Agreement, open_account
from diary.queries.notice import current_notice
from diary.web.accounts import PENDING, TOO_MANY_REQUESTS, AgreementForm
from diary.web.too_often import no_code, no_new_code
from diary.web.tries import may_try

SENDING = "confirm_email"
"""Whose limits mails to a new address have, among ACCOUNT_RATE_LIMITS."""


class SignupForm(AgreementForm, AllauthSignupForm):
    """Address, password and the tick. Named in ACCOUNT_FORMS."""

    def try_save(self, request: HttpRequest) -> tuple[None, HttpResponse]:
        """Called by allauth's page: keep what was given until the code comes back."""
        adapter = get_adapter()
        # Not saved: this hashes the password, for an address that is known as for one that is not.
        user = adapter.save_user(request, adapter.new_user(request), self, commit=False)
        given = {
            "password": user.password,
            "zone": self.cleaned_data["zone"],
            "agreed_to": self.cleaned_data["agreed_to"],
            "agreed_at": time.time(),
        }
        before = PendingSignUp.resume(request)
        pending = PendingSignUp(request, PendingSignUp.initial_state(user=None, email=user.email) | given)
        if pending.send():
            return None, _to_the_code()
        if before and before.email == pending.email:
            # Sent twice: the code of the first time is good for what was given last.
            before.state |= given
            before.persist()
            messages.error(request, no_new_code(request, SENDING, pending.email))
            return None, _to_the_code()
        self.add_error("email", no_code(request, SENDING, pending.email))
        context = {"form": self, "login_url": reverse("account_login")}
        return None, TemplateResponse(request, "account/signup.html", context, status=TOO_MANY_REQUESTS)


class PendingSignUp(AbstractCodeVerificationProcess):
    """A sign-up in the session; allauth counts its mails and its minutes."""

    def __init__(self, request: HttpRequest, state: dict[str, Any]) -> None:
        super().__init__(
            state=state,
            max_attempts=app_settings.EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS,
            timeout=app_settings.EMAIL_VERIFICATION_BY_CODE_TIMEOUT,
        )
        self.request = request

    @classmethod
    def resume(cls, request: HttpRequest) -> Self | None:
        """The sign-up of this browser, while its code can still be typed."""
        state = request.session.get(PENDING)
        return cls(request, state).abort_if_invalid() if state else None

    @property
    def email(self) -> str:
        address: str = self.state["email"]
        return address

    @property
    def can_resend(self) -> bool:
        return not self.is_resend_quota_reached(app_settings.EMAIL_VERIFICATION_MAX_RESEND_COUNT)

    def persist(self) -> None:
        self.request.session[PENDING] = self.state
        # A sign-up that nobody ends is not kept longer than its code works.
        self.request.session.set_expiry(self.timeout)

    def abort(self) -> None:
        self.request.session.pop(PENDING, None)
        self.request.session.set_expiry(None)

    def send(self) -> bool:
        """Mail a new code, or to somebody who has an account that they have one; False: too soon."""
        if not ratelimit.consume(self.request, action=SENDING, key=self.email):
            return False
        adapter = get_adapter()
        self.state["code"] = adapter.generate_email_verification_code()
        if filter_users_by_email(self.email):
            adapter.send_account_already_exists_mail(self.email)
        else:
            adapter.send_mail("account/email/email_confirmation_signup", self.email, {"code": self.code})
        self.persist()
        return True

    def resend(self) -> bool:
        """Send once more, to either kind of address."""
        if not self.can_resend or not self.send():
            return False
        self.record_resend()
        self.persist()
        return True

    def finish(self) -> HttpResponse:
        """The address is theirs: open the account and the diary they agreed to, and log them in."""
        user = open_account(
            email=self.email,
            password=self.state["password"],
            zone=self.state["zone"],
            notice=current_notice(),
            # If the notice has changed since the tick, there is no diary yet, and they are asked again.
            agreement=Agreement(
                self.state["agreed_to"], datetime.fromtimestamp(self.state["agreed_at"], UTC)
            ),
        )
        self.abort()
        return complete_signup(self.request, user, app_settings.EMAIL_VERIFICATION, reverse("today"))


def confirm_sign_up(request: HttpRequest, pending: PendingSignUp) -> HttpResponse:
    """The code that was mailed is typed, or asked for anew."""
    if request.POST.get("action") == "resend":
        if not pending.resend():
            messages.error(request, no_new_code(request, SENDING, pending.email))
        return _to_the_code()
    if request.method == "POST" and not may_try(request, pending):
        pending.abort()
        return _too_often(request)
    form = ConfirmEmailVerificationCodeForm(request.POST or None, code=pending.code, email=pending.email)
    if form.is_valid():
        try:
            return pending.finish()
        except AddressTaken:  # signed up twice, and the other one was finished first
            return redirect("account_login")
    if form.is_bound and not pending.record_invalid_attempt():
        return _too_often(request)
    context = {
        "verify_form": form,
        "email": pending.email,
        "can_resend": pending.can_resend,
        "signing_up": True,
    }
    return TemplateResponse(request, "account/confirm_email_verification_code.html", context)


def _too_often(request: HttpRequest) -> HttpResponse:
    messages.error(request, _("That was the wrong code too often. Fill this in again for a new one."))
    return redirect("account_signup")


def _to_the_code() -> HttpResponse:
    return redirect("account_email_verification_sent")
