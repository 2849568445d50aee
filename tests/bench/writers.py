"""Sixteen people write at once, on the database of DATABASE_URL: nobody is refused."""

import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

from tests.bench.house import in_production
from tests.bench.table import Table

WRITERS, WRITES = 16, 2000


def main() -> int:
    with in_production():
        from django.db import connection

        from diary.models import Day, Revision
        from tests.bench.browser import Browser, someone

        patients = [someone(f"writer{number}") for number in range(WRITERS)]
        browsers = [Browser(patient.user) for patient in patients]
        first = patients[0].today()

        def write(browser: Browser) -> list[int]:
            statuses = []
            for index in range(WRITES // WRITERS):
                body = f"headache=no&operation={uuid4()}".encode()
                path = f"/days/{first - timedelta(days=index)}/"
                form = "application/x-www-form-urlencoded"
                statuses.append(browser.ask("POST", path, body, CONTENT_TYPE=form)[0])
            connection.close()
            return statuses

        began = time.perf_counter()
        with ThreadPoolExecutor(WRITERS) as pool:
            statuses = [status for each in pool.map(write, browsers) for status in each]
        seconds = time.perf_counter() - began

        table = Table(f"{WRITERS} writers at once, {WRITES} saves by form, on {connection.vendor}")
        told = f"{WRITES / seconds:.0f} saves a second"
        table.line("refused or failed", sum(status != 302 for status in statuses), 0, more=told)
        table.line("saved and not stored", WRITES - Day.objects.count(), 0)
        table.line("saved without a revision", WRITES - Revision.objects.count(), 0)
        return int(table.missed)


if __name__ == "__main__":
    sys.exit(main())
