"""The operator opens a clinic."""

import pytest
from django.core.management import CommandError, call_command

from diary.models import Clinic, Membership
from diary.queries.sharing import clinic_typed


def test_the_code_that_is_printed_is_the_one_that_patients_type(nils, capsys):
    call_command("create_clinic", "  Quiet   Room ", "--admin", "Nils@Example.org")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("Quiet Room is open.")
    assert clinic_typed(first.rpartition(" ")[2]) == Clinic.objects.get(name="Quiet Room", simulated=False)
    assert second == "nils@example.org adds the clinic's members under /clinic/members/"
    assert Membership.objects.get(user=nils).role == "admin"


def test_a_made_up_clinic_is_marked(nils):
    call_command("create_clinic", "Quiet Room", "--admin", nils.email, "--simulated")
    assert Clinic.objects.get().simulated


@pytest.mark.parametrize(
    ("name", "admin", "why"),
    [
        ("Quiet Room", "nobody@example.org", "Nobody has an account with the address nobody@example.org."),
        (" ", "nils@example.org", "A clinic's name has 1 to 80 characters."),
        ("x" * 81, "nils@example.org", "A clinic's name has 1 to 80 characters."),
        ("OLD ROOM", "nils@example.org", "There is a clinic called OLD ROOM already."),
    ],
)
def test_what_cannot_be_opened_is_refused_in_a_sentence(nils, name, admin, why):
    call_command("create_clinic", "Old Room", "--admin", nils.email)
    with pytest.raises(CommandError, match=f"^{why}"):
        call_command("create_clinic", name, "--admin", admin)
    assert Clinic.objects.count() == 1
