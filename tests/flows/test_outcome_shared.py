"""Doc opens Pat's outcome by consent; each look and each copy is recorded, and Pat sees it."""

import re

import pytest

from diary.actions import let_in
from diary.models import Event
from tests.flows.pages import text

FILES = ("report.pdf", "days.csv", "treatments.csv", "preventives.csv")


pytestmark = pytest.mark.usefixtures("june")


def test_doc_sees_the_same_sentence_and_cannot_change_anything(treated, doc, as_):
    own = text(as_(treated).get("/outcome/"))
    page = as_(doc).get(f"/patients/{treated.code}/outcome/")
    sentence = re.search(r"Headache days fell .*?\)\.", own)[0]
    assert sentence in text(page)
    assert "/treatments/" not in page.content.decode()
    assert "Record a treatment" not in text(page)
    assert f'data-explore="/patients/{treated.code}/outcome/figures/"' in page.content.decode()


def test_pat_sees_who_looked_and_who_took_a_copy(treated, doc, clinic, as_):
    let_in(by=treated.user, patient=treated, clinic=clinic, may_export=True)
    client = as_(doc)
    client.get(f"/patients/{treated.code}/outcome/")
    for file in FILES:
        taken = client.get(f"/patients/{treated.code}/outcome/{file}")
        assert taken.status_code == 200
        assert taken.content == as_(treated).get(f"/outcome/{file}").content or file == "report.pdf"
    read = Event.objects.filter(patient=treated, by=doc).order_by("pk")
    told = list(read.values_list("detail__what", flat=True))
    assert told == ["outcome", *FILES]
    shown = text(as_(treated).get("/sharing/"))
    assert "How your headache days changed" in shown
    assert "A copy of all your days, with details and notes, taken away as a file" in shown


def test_without_leave_to_take_copies_there_are_none(treated, doc, as_):
    client = as_(doc)
    page = client.get(f"/patients/{treated.code}/outcome/")
    assert page.status_code == 200
    assert "report.pdf" not in page.content.decode()
    for file in FILES:
        refused = client.get(f"/patients/{treated.code}/outcome/{file}")
        unknown = client.get(f"/patients/2222222222222222z/outcome/{file}")
        assert refused.status_code == unknown.status_code == 404
        assert refused.content == unknown.content


def test_ones_own_copies_leave_a_trace(treated, as_):
    as_(treated).get("/outcome/days.csv")
    event = Event.objects.filter(patient=treated).latest("sequence")
    assert (event.verb, event.detail) == ("report.exported", {"kind": "days.csv"})
