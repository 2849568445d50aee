from typing import Any

from django.core.management import CommandError, CommandParser

from diary.actions import NameTaken, create_clinic
from diary.management.plain import PlainCommand
from diary.queries.clinics import account_of
from diary.terms.clinics import MAX_NAME
from diary.terms.day_document import is_text
from diary.wording.clinics import code_in_groups


class Command(PlainCommand):
    help = "Open a clinic called NAME, run by the account with the address EMAIL, who adds its members."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--admin", metavar="EMAIL", required=True)
        parser.add_argument("--simulated", action="store_true", help="a made-up clinic, labelled everywhere")

    def handle(self, *, name: str, admin: str, simulated: bool, **options: Any) -> None:
        name = " ".join(name.split())
        if not name or len(name) > MAX_NAME or not is_text(name):
            raise CommandError(f"A clinic's name has 1 to {MAX_NAME} characters.")
        if (user := account_of(admin)) is None:
            raise CommandError(
                f"Nobody has an account with the address {admin}. Sign up with it first, then run this again."
            )
        try:
            clinic = create_clinic(by=None, name=name, admin=user, simulated=simulated)
        except NameTaken as error:
            raise CommandError(f"There is a clinic called {name} already. Choose another name.") from error
        self.say(f"{clinic.name} is open. Its code, for patients to type: {code_in_groups(clinic.code)}")
        self.say(f"{user.email} adds the clinic's members under /clinic/members/")
