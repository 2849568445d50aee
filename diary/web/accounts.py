"""What this house changes of allauth: mail that may fail, and the tick that opens a diary."""

import logging
from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as allauth_context
from django import forms
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from diary.access import own_patient
from diary.actions import Agreement, open_diary
from diary.queries.notice import current_notice, notice_digest
from diary.queries.zones import known_zones
from diary.web.zones import zones
from diary.wording.refusals import SENTENCES

if TYPE_CHECKING:
    from diary.models import User

PENDING = "signing_up"
"""In the session: a sign-up that waits for its code, see `diary.web.signing_up`."""

NOT_SENT = "code_not_sent"
"""In the session: the last mail that a page with a field for a code waits for did not go out."""

AWAITED = frozenset(
    {
        "account/email/email_confirmation",
        "account/email/email_confirmation_signup",
        "account/email/password_reset_code",
        # Their pages look the same, so they say the same.
        "account/email/account_already_exists",
        "account/email/unknown_account",
    }
)

TOO_MANY_REQUESTS = 429

log = logging.getLogger("diary.mail")


class AccountAdapter(DefaultAccountAdapter):
    """allauth's ways, but a mail that cannot be sent is no fault of the page: it is logged and said."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": _("This is not your present password."),
        "too_many_login_attempts": _(
            "Too many wrong passwords were tried. Try again later, or set a new password: "
            "choose “Forgotten your password?”."
        ),
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to where the change began; the notice is said there."""
        return reverse("settings")

    def send_notification_mail(
        self,
        template_prefix: str,
        user: "User",
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell somebody what was done with their account, and when by their diary's clock."""
        patient = own_patient(user)
        zone = {"zone": patient.zone if patient else "UTC"}
        super().send_notification_mail(template_prefix, user, (context or {}) | zone, email)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send it, or log that it was not sent, and leave word for the page that waits for a code."""
        sent = True
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # what smtplib raises is one too
            sent = False
            log.error("mail not sent", exc_info=True)
        if template_prefix in AWAITED:
            self._leave_word(sent)

    def login(self, request: HttpRequest, user: "User") -> None:
        """Log in; a sign-up that was begun in this browser is over with that."""
        request.session.pop(PENDING, None)
        super().login(request, user)

    def _leave_word(self, sent: bool) -> None:
        session = allauth_context.request.session
        if not sent:
            session[NOT_SENT] = True
        elif NOT_SENT in session:
            del session[NOT_SENT]


class AgreementForm(forms.Form):
    """The tick for processing health data, under the notice as it is shown now."""

    agree = forms.BooleanField(
        label=_("I agree that this diary keeps and processes what I enter about my health."),
        error_messages={"required": _("Without your agreement the diary cannot keep anything.")},
    )
    agreed_to = forms.CharField(widget=forms.HiddenInput)
    # The script fills it in and hides it. Without it one is asked: nobody's day begins by a guess.
    zone = forms.CharField(error_messages={"required": _("Choose the time zone that you live in.")})

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["agreed_to"].initial = notice_digest(current_notice())

    @property
    def notice(self) -> str:
        """What the tick agrees to."""
        return current_notice()

    def clean_agreed_to(self) -> str:
        digest: str = self.cleaned_data["agreed_to"]
        if digest != notice_digest(current_notice()):
            self._ask_again()
            raise forms.ValidationError(_("The notice has changed. Read it again and tick once more."))
        return digest

    def _ask_again(self) -> None:
        """Show the notice of now, and the box without its tick."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["agreed_to"] = notice_digest(current_notice())
        sent.pop("agree", None)
        self.data = sent

    def clean_zone(self) -> str:
        zone: str = self.cleaned_data["zone"]
        if zone not in known_zones():
            raise forms.ValidationError(str(SENTENCES["zone_unknown"]))
        return zone

    def zones(self) -> SafeString:
        """The time zones to choose from, and the one that was chosen already."""
        return zones(self["zone"].value() or "")

    def open_diary(self, user: "User") -> None:
        """Open the diary of `user` under this agreement."""
        open_diary(
            by=user,
            zone=self.cleaned_data["zone"],
            notice=current_notice(),
            agreement=Agreement(self.cleaned_data["agreed_to"], timezone.now()),
        )
