"""An altered history shows to the operator who looks."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from diary.actions import Change
from diary.models import Event

DAY = date(2026, 3, 3)


def test_whole_chains_are_said_to_be_whole(pat, eve, log, capsys):
    log(pat, Change(DAY, {"headache": True}))
    call_command("verify_events")
    assert capsys.readouterr().out == "2 chains of events, all whole\n"


def test_a_forged_event_is_found(pat, eve, log, capsys):
    log(pat, Change(DAY, {"headache": True}))
    Event.objects.create(
        patient=pat, sequence=3, verb="days.recorded", detail={}, at=timezone.now(), hash=b"forged"
    )
    with pytest.raises(CommandError, match="1 broken"):
        call_command("verify_events")
    assert f"patient {pat.pk}: the chain breaks at event 3" in capsys.readouterr().out


def test_no_events_are_no_chains(db, capsys):
    call_command("verify_events")
    assert capsys.readouterr().out == "0 chains of events, all whole\n"
