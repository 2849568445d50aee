"""The outcome of ten years and forty treatments: computed, read, and shown beside a bare view.

Of two people: who taps whether there was a headache and whether it was long, and who answers every
question.
"""

import re
import sys
from datetime import timedelta
from random import Random
from uuid import uuid4

from diary.terms.day_document import FEATURES
from tests.bench.house import in_production
from tests.bench.table import Table

YEARS, TREATMENTS, EVERY = 10, 40, 87


def main() -> int:
    with in_production():
        from tests.bench.browser import Browser, someone
        from tests.bench.timing import median_cpu, statements

        table = Table(f"The outcome of {YEARS} years and {TREATMENTS} treatments, on SQLite")
        pat, kim = someone("pat"), someone("kim")
        browser, of_kim = Browser(pat.user), Browser(kim.user)
        treated(pat, browser, tapped)
        treated(kim, of_kim, answered)

        from diary.analytics.diary import HEADACHE, Diary
        from diary.analytics.measures import MEASURES
        from diary.analytics.outcome import outcome
        from diary.queries.courses import outcome_of, recorded_courses
        from diary.queries.packed import packed_diary

        today, courses = pat.today(), recorded_courses(pat)
        packed, full = packed_diary(pat), packed_diary(kim)

        def with_intervals(found):
            for course in found.courses:
                for cycle in course.cycles:
                    for window in cycle.windows:
                        assert window.changes[HEADACHE].interval

        def analysed():
            diary = Diary(packed["counts"], packed["detail"])
            with_intervals(outcome(diary, [one.course for one in courses], today))

        def read_and_analysed():
            with_intervals(outcome_of(pat, recorded_courses(pat), today))

        def complete(packed=packed):
            diary = Diary(packed["counts"], packed["detail"])
            found = outcome(diary, [one.course for one in courses], today)
            with_intervals(found)
            everything(found)
            return found

        def every_measure():
            for course in complete().courses:
                for measure in MEASURES:
                    assert course.counted[measure].tallies

        table.line("complete, intervals and rules included: CPU", median_cpu(complete, 100), 5.0, " ms")
        table.line("the same of every answer: CPU", median_cpu(lambda: complete(full), 100), 5.0, " ms")
        table.line("and every measure in every window: CPU", median_cpu(every_measure, 100), None, " ms")
        table.line("analysed, every window's interval included: CPU", median_cpu(analysed, 100), 1.0, " ms")
        table.line("read and analysed, likewise: CPU", median_cpu(read_and_analysed, 100), 3.0, " ms")

        paged(table, "outcome page: p50 of CPU", browser, "/outcome/", 3.0)
        paged(table, "outcome page with everything: p50 of CPU", browser, "/outcome/?more", 4.0)
        paged(table, "the same of every answer: p50 of CPU", of_kim, "/outcome/?more", 4.0)
        table.line("outcome page: SQL statements", statements(lambda: browser.get("/outcome/")), 8)
        weight(table, browser)
        return int(table.missed)


def paged(table, what, browser, path, goal) -> None:
    """The page beside the bare view: request by request, and thirty of a kind at a time."""
    from tests.bench.timing import beside, in_turn

    asked = lambda: browser.get(path), lambda: browser.get("/bare/page")
    page, alike = in_turn(*asked), beside(*asked)
    table.line(what, page.ratio, goal, " x", page.told())
    table.line("  thirty alike at a time", alike.ratio, None, " x", alike.told())


def everything(found) -> None:
    """The rules, and whatever else a page asks of an outcome, asked once."""
    from diary.analytics.around import around_injections
    from diary.analytics.criteria import before_treatment, burden, criteria
    from diary.analytics.overuse import medicine_days
    from diary.analytics.since_injection import since_injection
    from diary.analytics.uncertain import uncertain
    from diary.terms.criteria import PUBLISHED

    assert criteria(found, PUBLISHED)
    burden(found)
    medicine_days(found.diary, found.asked)
    for course in found.courses:
        around_injections(course)
        since_injection(course)
        before_treatment(course)
        uncertain(course)


def treated(patient, browser, answers) -> None:
    """A diary of what `answers` says of the days, with gaps, and treatments a little late."""
    from diary.actions import record_treatment
    from diary.terms.treatments import CourseStart, TreatmentDocument

    today = patient.today()
    for first in range(0, YEARS * 365, 400):
        days = [
            {"date": str(today - timedelta(days=ago))} | answers(ago)
            for ago in range(first, min(first + 400, YEARS * 365))
            if ago % 17
        ]
        browser.send_json("POST", "/api/v1/patients/me/days", {"days": days})
    for number in range(TREATMENTS, 0, -1):
        record_treatment(
            by=patient.user,
            patient=patient,
            uid=uuid4(),
            treatment=TreatmentDocument(today - timedelta(days=number * EVERY)),
            start=CourseStart(from_start=True) if number == TREATMENTS else None,
            operation=uuid4(),
        )


def tapped(ago: int) -> dict:
    """Whether there was a headache, and mostly whether it was long."""
    place = ago * 7 % 5
    return {"headache": place < 3, "four_hours": "yes" if place < 2 else "no" if place == 2 else None}


def answered(ago: int) -> dict:
    """Every question."""
    by_chance = Random(ago)
    if by_chance.random() > 0.6:
        return {"headache": False, "intakes": []}
    medicine = by_chance.choice(["sumatriptan", "ibuprofen", "paracetamol", None])
    intake = {"medicine": medicine, "doses": 1, "relief": by_chance.choice(["yes", "partly", "no"])}
    return {
        "headache": True,
        "four_hours": "yes",
        "hours": by_chance.choice([4.5, 6, 8.25, 12]),
        "severity": by_chance.choice(["mild", "moderate", "severe"]),
        "effect": by_chance.choice(["none", "less", "stopped"]),
        "intakes": [intake] if medicine else [],
    } | {feature: by_chance.random() < 0.5 for feature in FEATURES}


def weight(table, browser) -> None:
    _, headers, page = browser.ask("GET", "/outcome/")
    assert headers["Content-Encoding"] == "gzip"
    html = browser.ask("GET", "/outcome/", HTTP_ACCEPT_ENCODING="identity")[2].decode()
    sizes = {"page": len(page)}
    for url in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))):
        _, headers, content = browser.ask("GET", url, HTTP_ACCEPT_ENCODING="br, gzip")
        sizes[url.rpartition("/")[2].split(".")[0] + "." + url.rpartition(".")[2]] = len(content)
    told = ", ".join(f"{name} {size / 1000:.1f}" for name, size in sizes.items())
    table.line("outcome page before Plotly: compressed", sum(sizes.values()) / 1000, 25, " kB", told)
    _, _, plotly = browser.ask(
        "GET", re.search(r'data-plotly="([^"]+)"', html)[1], HTTP_ACCEPT_ENCODING="br, gzip"
    )
    table.line("  Plotly, when somebody explores", len(plotly) / 1000, None, " kB")


if __name__ == "__main__":
    sys.exit(main())
