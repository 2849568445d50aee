"""Sign-up: an address, a password, and one explicit tick; then the diary is open."""

from typing import TYPE_CHECKING

from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from diary.actions import open_diary
from diary.queries.notice import current_notice, notice_digest
from diary.queries.zones import known_zones

if TYPE_CHECKING:
    from diary.models import User

FALLBACK_ZONE = "Europe/London"


class AccountAdapter(DefaultAccountAdapter):
    """allauth's ways, unchanged; here is where they would be changed."""


class AgreementForm(forms.Form):
    """The tick for processing health data, under the notice as it is shown now."""

    agree = forms.BooleanField(
        label=_("I agree that this diary keeps and processes what I enter about my health."),
        error_messages={"required": _("Without your agreement the diary cannot keep anything.")},
    )
    agreed_to = forms.CharField(widget=forms.HiddenInput)
    # Filled in by the browser; without JavaScript it stays empty and can be set later.
    zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-zone": True}))

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
        return zone if zone in known_zones() else FALLBACK_ZONE

    def open_diary(self, user: "User") -> None:
        """Open the diary of `user` under this agreement."""
        open_diary(
            by=user,
            zone=self.cleaned_data["zone"],
            notice=current_notice(),
            agreed_to=self.cleaned_data["agreed_to"],
        )


class SignupForm(AgreementForm):
    """What sign-up asks besides address and password."""

    def signup(self, request: HttpRequest, user: "User") -> None:
        """Called by allauth once the account exists."""
        self.open_diary(user)
