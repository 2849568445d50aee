"""The form of another preventive: it parses; whether an answer can stand is the verb's to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from diary.queries.preventives import RecordedPreventive
from diary.terms.preventives import (
    PREVENTIVES,
    Ended,
    PreventiveClass,
    PreventiveDocument,
    Taking,
    preventive_like,
    preventive_named,
)
from diary.web.operations import ThingForm, choices, date_field, sentence
from diary.wording.preventives import CLASS, ENDED, TAKING


class PreventiveForm(ThingForm):
    """One preventive, taken once."""

    drug = forms.CharField(
        label=_("What is it called?"),
        help_text=_("As on the packet: either of its names."),
        error_messages={"required": sentence("preventive_unnamed")},
        widget=forms.TextInput(
            attrs={"list": "preventives", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )
    as_typed = forms.BooleanField(label=_("It is called what I typed"), required=False)
    named_class = forms.ChoiceField(
        label=_("If it is not in the list: what kind is it?"),
        choices=[("", _("Not known")), *choices(CLASS)],
        required=False,
    )
    taking = forms.ChoiceField(
        label=_("Is it still taken?"),
        choices=[*choices(TAKING), ("", _("Not said"))],
        widget=forms.RadioSelect,
        required=False,
        initial="",
    )
    started = date_field(_("Started on, if known"), required=False)
    started_about = forms.BooleanField(label=_("That date is about right, not exact"), required=False)
    stopped = date_field(_("Stopped on, if known"), required=False)
    stopped_about = forms.BooleanField(label=_("That date is about right, not exact"), required=False)
    ended = forms.ChoiceField(label=_("Why?"), choices=[("", _("Not said")), *choices(ENDED)], required=False)
    dose = forms.CharField(
        label=_("Highest dose, if known"),
        help_text=_("In your own words, such as “50 mg twice a day”."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    # A slip of a listed name, to be asked about.
    meant = ""

    @classmethod
    def of(cls, recorded: RecordedPreventive) -> "PreventiveForm":
        """The form as the preventive stands."""
        document = recorded.document
        said = {name: getattr(document, name) for name in cls.base_fields if hasattr(document, name)}
        own = {"uid": recorded.uid, "version": recorded.version, "drug": document.called}
        return cls(
            initial={**said, **own, "as_typed": document.drug is None, "taking": document.taking or ""}
        )

    def clean_drug(self) -> str:
        """The name, with one blank between its words."""
        return " ".join(self.cleaned_data["drug"].split())

    def clean(self) -> dict[str, Any]:
        """A name that may be a slip of a listed one is asked about, once."""
        said: dict[str, Any] = self.cleaned_data
        name = said.get("drug", "")
        if name and not said.get("as_typed") and preventive_named(name) is None:
            self.meant = preventive_like(name) or ""
            if self.meant:
                question = gettext("Is it %(name)s? Type that, or tick “It is called what I typed”.")
                self.add_error("drug", question % {"name": self.meant})
        return said

    def document(self) -> PreventiveDocument:
        """What was answered; the kind of a listed one is known."""
        said: dict[str, Any] = self.cleaned_data
        listed = preventive_named(said["drug"])
        return PreventiveDocument(
            drug=listed.code if listed else None,
            name=None if listed else said["drug"],
            named_class=PreventiveClass(said["named_class"]) if said["named_class"] and not listed else None,
            taking=Taking(said["taking"]) if said["taking"] else None,
            started=said["started"],
            started_about=said["started_about"],
            stopped=said["stopped"],
            stopped_about=said["stopped_about"],
            dose=said["dose"] or None,
            ended=Ended(said["ended"]) if said["ended"] else None,
        )


def names_to_suggest() -> list[tuple[str, str]]:
    """Every name in the list, and for a brand what it is."""
    return [
        (name, "" if name == one.code else one.code)
        for one in PREVENTIVES.values()
        for name in (one.code, *one.brands)
    ]
