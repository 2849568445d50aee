"""Static files for production: collected and compressed, when they have changed."""

import hashlib
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect(say: Callable[[str], None]) -> None:
    """Bring STATIC_ROOT up to date; takes seconds when something changed, else nothing."""
    found = _digest()
    root = Path(settings.STATIC_ROOT)
    stamp = root.parent / f"{root.name}.collected"
    manifest = root.parent / "staticfiles.json"
    if manifest.exists() and stamp.exists() and stamp.read_text() == found:
        return
    say("Collecting and compressing static files, which takes some seconds ...")
    # Nothing is removed: pages that are still open ask for the files of the version before.
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(found)


def _digest() -> str:
    """Tells whether any static file changed since it was collected."""
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            with storage.open(name) as file:
                digest.update(name.encode() + b"\0" + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
