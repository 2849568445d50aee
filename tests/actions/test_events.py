"""The chain of events: complete, in order, and telling when it was tampered with."""

from datetime import date

from diary.actions import Change, set_zone
from diary.actions.events import chained
from diary.models import Event

DAY = date(2026, 3, 3)


def chain_holds(patient) -> bool:
    before = b""
    for number, event in enumerate(Event.objects.filter(patient=patient).order_by("sequence"), start=1):
        if event.sequence != number or bytes(event.hash) != chained(before, event):
            return False
        before = bytes(event.hash)
    return True


def test_each_verb_adds_one_link(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    set_zone(by=pat.user, patient=pat, zone="Europe/Kyiv")
    verbs = Event.objects.filter(patient=pat).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["diary.opened", "days.recorded", "zone.changed"]
    assert chain_holds(pat)


def test_an_altered_event_breaks_the_chain(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    first, second = Event.objects.filter(patient=pat).order_by("sequence")
    assert chained(b"", first) == bytes(first.hash)
    second.detail = {"versions": {"2026-03-04": 1}, "source": "page"}
    assert chained(bytes(first.hash), second) != bytes(second.hash)


def test_chains_of_two_patients_are_apart(pat, eve, log):
    log(pat, Change(DAY, {"headache": True}))
    log(eve, Change(DAY, {"headache": True}))
    assert chain_holds(pat)
    assert chain_holds(eve)


def test_an_event_carries_no_answer(pat, log):
    log(pat, Change(DAY, {"headache": True, "note": "after the storm"}))
    told = Event.objects.get(patient=pat, verb="days.recorded").detail
    assert told == {"versions": {"2026-03-03": 1}, "source": "page"}
