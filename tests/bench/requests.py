"""Pages and endpoints on SQLite, each beside a bare view."""

import re
import sys
from datetime import date, timedelta
from functools import partial
from itertools import count
from uuid import uuid4

from tests.bench.house import in_production
from tests.bench.table import Table

BATCH = 365


def main() -> int:
    with in_production():
        from tests.bench.browser import Browser, someone

        table = Table("Requests, on SQLite (medians of ms of CPU; ours / bare, measured in turn)")
        pat = someone("pat")
        browser, today = Browser(pat.user), pat.today()
        log_page(table, browser, today)
        saving(table, browser, today)
        writing_by_api(table, browser, today)
        batches(table, browser, today)
        first_visit(table, browser)
        statements_of_long_diaries(table)
        return int(table.missed)


def log_page(table, browser, today) -> None:
    from tests.bench.timing import beside, statements

    def ours():
        browser.get("/")

    def bare():
        browser.get("/bare/page")

    days = [{"date": str(today - timedelta(days=ago)), "headache": ago % 3 == 0} for ago in range(1, 100)]
    browser.send_json("POST", "/api/v1/patients/me/days", {"days": days})
    asked = beside(ours, bare)
    table.line("log page, today not logged yet: CPU", asked.ratio, 1.3, " x", asked.told())
    table.line("log page: SQL statements", statements(ours), 4)
    line = beside(ours, lambda: browser.get("/bare/line"))
    table.line("  the same beside a template of one line, no layout", line.ratio, None, " x", line.told())
    browser.send_form(f"/days/{today}/", "headache=yes&severity=severe")
    logged = beside(ours, bare)
    table.line(
        "log page, headache logged, with the details form: CPU", logged.ratio, None, " x", logged.told()
    )
    browser.send_form(f"/days/{today}/withdraw/", "version=")


def saving(table, browser, today) -> None:
    from tests.bench.timing import beside, statements

    days = count()

    def ours():
        day = today - timedelta(days=next(days) % 300)
        browser.send_form(f"/days/{day}/", "headache=yes&severity=severe")

    def bare():
        browser.send_form("/bare/save", "headache=yes")

    saved = beside(ours, bare)
    table.line("saving a day by form: CPU", saved.ratio, 2.5, " x", saved.told())
    table.line("saving a day by form: SQL statements", statements(ours), 14)


def writing_by_api(table, browser, today) -> None:
    from tests.bench.timing import beside, statements

    days = count(400)

    def ours():
        day = today - timedelta(days=next(days))
        browser.send_json(
            "PUT", f"/api/v1/patients/me/days/{day}", {"headache": True, "severity": "severe"}, 0
        )

    def bare():
        browser.send_json("PUT", "/api/bare", {"digest": str(uuid4()), "text": "headache"})

    put = beside(ours, bare)
    table.line("PUT of a day: CPU", put.ratio, 2.5, " x", put.told())
    table.line("PUT of a day: SQL statements", statements(ours), None)


def batches(table, browser, today) -> None:
    from tests.bench.timing import median_cpu

    starts = count(2000, BATCH)

    def post():
        first = next(starts)
        days = [
            {"date": str(today - timedelta(days=first + index)), "headache": True, "severity": "severe"}
            for index in range(BATCH)
        ]
        browser.send_json("POST", "/api/v1/patients/me/days", {"days": days})

    table.line(f"batch of {BATCH} days: CPU a day", median_cpu(post, 8) / BATCH, 0.3, " ms")


def first_visit(table, browser) -> None:
    _, headers, page = browser.ask("GET", "/")
    assert headers["Content-Encoding"] == "gzip"
    html = browser.ask("GET", "/", HTTP_ACCEPT_ENCODING="identity")[2].decode()
    sizes = {"page": len(page)}
    for url in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))):
        _, headers, content = browser.ask("GET", url, HTTP_ACCEPT_ENCODING="br, gzip")
        sizes[url.rpartition(".")[2]] = len(content)
    told = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sizes.items())
    table.line("log page, first visit: compressed", sum(sizes.values()) / 1000, 20, " kB", told)
    table.line("log page, first visit: requests", len(sizes), 4)


def statements_of_long_diaries(table) -> None:
    from tests.bench.browser import Browser, someone
    from tests.bench.timing import statements

    browsers = {}
    for name, days in (("short", 10), ("long", 3650)):
        patient = someone(name)
        browsers[name] = Browser(patient.user)
        last: date = patient.today()
        for first in range(0, days, 400):
            batch = [
                {"date": str(last - timedelta(days=index)), "headache": index % 3 == 0}
                for index in range(first, min(first + 400, days))
            ]
            browsers[name].send_json("POST", "/api/v1/patients/me/days", {"days": batch})
    day = last - timedelta(days=1)
    api = f"/api/v1/patients/me/days/{day}"
    asks = {
        "GET /": lambda b: b.get("/"),
        "GET a day": lambda b: b.get(f"/days/{day}/"),
        "GET a month": lambda b: b.get("/calendar/"),
        "GET settings": lambda b: b.get("/settings/"),
        "POST a day": lambda b: b.send_form(f"/days/{day}/", "headache=yes"),
        "POST withdraw, undo": lambda b: (
            b.send_form(f"/days/{day}/withdraw/", "version=2"),
            b.send_form(f"/days/{day}/undo/", "version=3"),
        ),
        "API GET a day": lambda b: b.get(api),
        "API GET a range": lambda b: b.get("/api/v1/patients/me/days"),
        "API PUT a day": lambda b: b.send_json("PUT", api, {"headache": False}, 4),
        "API PATCH a day": lambda b: b.send_json("PATCH", api, {"menstruation": True}, 5),
        "API DELETE a day": lambda b: b.send_json("DELETE", api, {}, 6),
    }
    for what, ask in asks.items():
        few, many = (statements(partial(ask, browsers[name])) for name in ("short", "long"))
        table.line(f"{what}: statements, 10 years (10 days: {few})", many, few)


if __name__ == "__main__":
    sys.exit(main())
