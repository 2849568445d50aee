"""manage.py as an operator starts it: another process, with only the environment it is given."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent.parent

SOUND = {
    "DIARY_MODE": "production",
    "ALLOWED_HOSTS": "diary.example.org",
    "SECRET_KEY": "a made-up key that is long enough for tests, 0123456789",
    "SEAL_KEYS": "another made-up key for tests 0123456789",
}


def command(*arguments: str) -> list[str]:
    return [sys.executable, str(HERE / "manage.py"), *arguments]


def environment(folder: Path, **given: str) -> dict[str, str]:
    """Nothing of this machine's settings; everything that is made lies in `folder`."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DIARY_LOCAL_DIR": str(folder), "PYTHONDONTWRITEBYTECODE": "1"} | given


def python(folder: Path, code: str, **given: str) -> subprocess.CompletedProcess[str]:
    """Some code of the house, run as an operator's server would load it."""
    return run([sys.executable, "-c", code], folder, **given | {"PYTHONPATH": str(HERE)})


def manage(folder: Path, *arguments: str, **given: str) -> subprocess.CompletedProcess[str]:
    return run(command(*arguments), folder, **given)


def run(arguments: list[str], folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        arguments,
        env=environment(folder, **given),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
