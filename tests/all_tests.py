"""Every test: all on SQLite, then what touches a database again on a real PostgreSQL."""

import os
import subprocess
import sys

from tests import on_postgresql
from tests.browser import chromium

PYTEST = ["-q", "--no-header", "-n", "2", "--dist", "loadfile", *sys.argv[1:]]


def main() -> int:
    """The exit code of the first run that fails."""
    if (path := chromium.find_or_install()) is None:
        print(chromium.HOW_TO_INSTALL, file=sys.stderr)
        return 1
    # pytest rewrites 300 modules at every start of a process, unless it may keep what it rewrote.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    print(f"Browser: {path}", flush=True)
    print("On SQLite:", flush=True)
    on_sqlite = subprocess.run([sys.executable, "-m", "pytest", *PYTEST], check=False).returncode
    if on_sqlite:
        return on_sqlite
    print("On PostgreSQL:", flush=True)
    return on_postgresql.main(PYTEST)


if __name__ == "__main__":
    sys.exit(main())
