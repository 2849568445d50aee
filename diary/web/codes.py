"""Codes that come by mail: asked for too often, or typed wrongly too often, the page stays and says so.

allauth would answer with a page of its own (429), on which nothing that was given is left.
"""

from typing import Any

from allauth.account import views
from allauth.account.internal.flows.email_verification_by_code import EmailVerificationProcess
from allauth.core import ratelimit
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from diary.web.accounts import TOO_MANY_REQUESTS
from diary.web.signing_up import SENDING, PendingSignUp, confirm_sign_up
from diary.web.too_often import no_code, no_new_code
from diary.web.tries import may_try


def code_awaited(request: HttpRequest) -> str:
    """The address that this browser's sign-up or change of address waits for a code from; or nothing."""
    process = EmailVerificationProcess if request.user.is_authenticated else PendingSignUp
    awaited = process.resume(request)
    return awaited.email if awaited else ""


def confirm_address(request: HttpRequest) -> HttpResponseBase:
    """The code that was mailed: of a sign-up, or of another address of somebody signed in."""
    pending = None if request.user.is_authenticated else PendingSignUp.resume(request)
    return NewAddressCode.as_view()(request) if pending is None else confirm_sign_up(request, pending)


class NewAddress(views.EmailView):
    """Another address is given."""

    def form_valid(self, form: Form) -> HttpResponse:
        address = form.cleaned_data["email"]
        if _may_send(self.request, SENDING, address):
            answer: HttpResponse = super().form_valid(form)
            return answer
        return _too_often(self, form, SENDING, address)


class NewAddressCode(views.ConfirmEmailVerificationCodeView):
    """The code from that address."""

    def _resend_form_valid(self, form: Form) -> HttpResponse:
        # Asked first: allauth makes the new code before it finds that it may not send it.
        if _may_send(self.request, SENDING, self._process.email):
            self._process.resend()
        else:
            messages.error(self.request, no_new_code(self.request, SENDING, self._process.email))
        return redirect("account_email_verification_sent")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._action == "verify" and not may_try(request, self._process):
            self._process.abort()
            return _wrong_too_often(request, "account_email")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _verify_form_invalid(self, form: Form) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return _wrong_too_often(self.request, "account_email")


class ForgottenPassword(views.PasswordResetView):
    """A code for a new password is asked for."""

    def form_valid(self, form: Form) -> HttpResponse:
        address = form.cleaned_data["email"].lower()
        if _may_send(self.request, "reset_password", address):
            answer: HttpResponse = super().form_valid(form)
            return answer
        return _too_often(self, form, "reset_password", address)


class ForgottenPasswordCode(views.ConfirmPasswordResetCodeView):
    """That code is typed."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_try(request, self._process):
            self._process.abort()
            return _wrong_too_often(request, "account_reset_password")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def form_invalid(self, form: Form) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        return _wrong_too_often(self.request, "account_reset_password")


def _wrong_too_often(request: HttpRequest, again: str) -> HttpResponse:
    messages.error(request, _("That was the wrong code too often. Ask for a new one."))
    return redirect(again)


def _may_send(request: HttpRequest, action: str, address: str) -> bool:
    """Whether the limits of `action` let one more mail go out; it is counted when it does."""
    return ratelimit.consume(request, action=action, key=address, dry_run=True)


def _too_often(page: views.FormView, form: Form, action: str, address: str) -> HttpResponse:
    form.add_error("email", no_code(page.request, action, address))
    return page.render_to_response(page.get_context_data(form=form), status=TOO_MANY_REQUESTS)
