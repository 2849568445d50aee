"""What of the environment should be an address and is none: one sentence each."""

import ipaddress
import re
from email.utils import parseaddr

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

_HOST = re.compile(r"[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]")
_PORTS = range(1, 65536)


def why_no_bind(bind: str) -> str | None:
    """Why gunicorn could not listen on `bind`; None when it may try."""
    if bind.startswith("unix:") and len(bind) > len("unix:"):
        return None
    host, colon, port = bind.removeprefix("tcp://").rpartition(":")
    if colon and _HOST.fullmatch(host) and port.isascii() and port.isdigit() and int(port) in _PORTS:
        return None
    return (
        f"BIND cannot be {bind!r}: write an address and a port from 1 to 65535, such as 127.0.0.1:8000 "
        "or [::1]:8000, or unix:/path."
    )


def why_no_proxies(addresses: str) -> str | None:
    """Why `addresses` are no list of proxies that gunicorn can read."""
    for address in addresses.split(","):
        if address.strip() and address.strip() != "*" and not _is_network(address.strip()):
            return (
                f"FORWARDED_ALLOW_IPS cannot have {address.strip()!r}: write addresses or networks, "
                "separated by commas, such as 10.0.0.5,10.1.0.0/16."
            )
    return None


def why_no_host(host: str) -> str | None:
    """Why `host` is more, or less, than the name of a host."""
    if _HOST.fullmatch(host):
        return None
    return (
        f"ALLOWED_HOSTS cannot have {host!r}: write names alone, such as diary.example.org, "
        "without https://, a path or a port."
    )


def why_no_sender(sender: str) -> str | None:
    """Why no mail can come from `sender`."""
    try:
        validate_email(parseaddr(sender)[1])
    except ValidationError:
        return (
            f"DEFAULT_FROM_EMAIL cannot be {sender!r}: write an address such as diary@example.org "
            "or Diary <diary@example.org>."
        )
    return None


def _is_network(address: str) -> bool:
    try:
        ipaddress.ip_network(address)
    except ValueError:
        return False
    return True
