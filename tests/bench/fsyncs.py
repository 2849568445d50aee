"""How often the disk is asked to keep what was saved, on SQLite: counted by strace."""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

from tests.bench.house import in_production
from tests.bench.table import Table

SAVES = 200


def main() -> int:
    table = Table(f"fsync calls of {SAVES} saves by form, on SQLite in WAL")
    if shutil.which("strace") is None:
        table.note("not measured: strace is not here")
        return 0
    few, many = (traced(saves) for saves in (SAVES, 2 * SAVES))
    if few is None or many is None:
        table.note("not measured: strace may not trace here")
        return 0
    checkpoints = many["database"] - few["database"]
    # A checkpoint makes the WAL safe once more before it writes the database, and begins it anew
    # with a header of its own.
    commits = many["wal"] - few["wal"] - 2 * checkpoints
    table.line("a commit, into the WAL", commits / SAVES, 1.0)
    table.line("checkpoints, three calls each, apart from the commits", checkpoints, None)
    return int(table.missed)


def traced(saves: int) -> dict[str, int] | None:
    """fsyncs by file while a process saves so many days; None where strace may not trace."""
    with tempfile.NamedTemporaryFile("r") as trace:
        command = ["strace", "-f", "-y", "-e", "trace=fsync,fdatasync", "-o", trace.name, sys.executable]
        run = subprocess.run([*command, "-m", "tests.bench.fsyncs", str(saves)], check=False)
        if run.returncode:
            return None
        calls = [line for line in Path(trace.name).read_text().splitlines() if "sync(" in line]
    return {
        "wal": sum("sqlite3-wal>" in line for line in calls),
        "database": sum("sqlite3>" in line for line in calls),
    }


def save(times: int) -> None:
    with in_production():
        from tests.bench.browser import Browser, someone

        pat = someone("pat")
        browser = Browser(pat.user)
        for index in range(times):
            browser.send_form(f"/days/{pat.today() - timedelta(days=index % 300)}/", "headache=yes")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        save(int(sys.argv[1]))
        os._exit(0)
    sys.exit(main())
