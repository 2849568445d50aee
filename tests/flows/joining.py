"""Signing up, as a browser does it."""

import re

from diary.queries.notice import current_notice, notice_digest

PASSWORD = "correct horse battery staple"  # not a secret of anybody's


def sign_up(client, **changes):
    form = {
        "email": "New@Example.org",
        "password1": PASSWORD,
        "agree": "on",
        "agreed_to": notice_digest(current_notice()),
        "zone": "Europe/Kyiv",
    } | changes
    return client.post("/account/signup/", {name: value for name, value in form.items() if value is not None})


def code_in(mail) -> str:
    """The code of a sign-up, or of another address."""
    (code,) = re.findall(r"\b\d{6}\b", mail.body)
    return code


def confirm(client, mail, **options):
    return client.post("/account/confirm-email/", {"code": code_in(mail)}, **options)
