"""The chain of events: complete, in order, and telling when it was tampered with."""

from datetime import date

from diary.actions import Change, set_zone
from diary.models import Event
from diary.queries.events import broken_link, chained

DAY = date(2026, 3, 3)


def test_each_verb_adds_one_link(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    set_zone(by=pat.user, patient=pat, zone="Europe/Kyiv")
    verbs = Event.objects.filter(patient=pat).order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["diary.opened", "days.recorded", "zone.changed"]
    assert broken_link(pat.pk) is None


def test_an_altered_event_breaks_the_chain(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    first, second = Event.objects.filter(patient=pat).order_by("sequence")
    assert chained(b"", first) == bytes(first.hash)
    second.detail = {"versions": {"2026-03-04": 1}, "source": "page"}
    assert chained(bytes(first.hash), second) != bytes(second.hash)


def test_the_hash_before_is_in_the_hash(pat):
    event = Event.objects.get(patient=pat)
    assert chained(b"one", event) != chained(b"another", event)


def test_each_thing_an_event_says_is_in_its_hash(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    for name, value in [("by_id", 99), ("verb", "x"), ("operation", None), ("sequence", 9), ("detail", {})]:
        event = Event.objects.get(patient=pat, verb="days.recorded")
        before = chained(b"", event)
        setattr(event, name, value)
        assert chained(b"", event) != before, name


def test_a_missing_event_breaks_the_chain(pat, log):
    log(pat, Change(DAY, {"headache": True}))
    first = Event.objects.get(patient=pat, sequence=1)
    first.pk, first.sequence = None, 4
    first.operation = None
    first.save(force_insert=True)
    assert broken_link(pat.pk) == 3


def test_chains_of_two_patients_are_apart(pat, eve, log):
    log(pat, Change(DAY, {"headache": True}))
    log(eve, Change(DAY, {"headache": True}))
    assert broken_link(pat.pk) is None
    assert broken_link(eve.pk) is None


def test_an_event_carries_no_answer(pat, log):
    log(pat, Change(DAY, {"headache": True, "note": "after the storm"}))
    told = Event.objects.get(patient=pat, verb="days.recorded").detail
    assert told == {"versions": {"2026-03-03": 1}, "source": "page"}
