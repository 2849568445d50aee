"""`make coverage`: the full grid and the mix, hours, and the trial, written as tables into `docs/methods.md`.

With `--trial`, `--counts`, `--hours` or `--changes` that part alone. With `--choosing` on the seed by which
constants are chosen, and printed only.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from tests.interval_study import hours_table
from tests.interval_study.cells import GRID, PERCENT, Asked
from tests.interval_study.grid_tables import Part, parts, table
from tests.interval_study.hours import CELL_DRAWS
from tests.interval_study.hours import DRAWS as HOURS_DRAWS
from tests.interval_study.judging import CHOOSING, DRAWS, JUDGING
from tests.interval_study.levels import DRAWS as COUNTS
from tests.interval_study.mix import DRAWS as MIX_DRAWS
from tests.interval_study.mix_tables import (
    Goals,
    Lines,
    counts_table,
    mix_table,
    pooled_table,
    power_table,
    rates_table,
    unchanged_table,
)
from tests.interval_study.trial import TRIALS
from tests.interval_study.trial_table import trial_table

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "methods.md"
BEGIN, END = "<!-- written by `make coverage`: begin -->", "<!-- written by `make coverage`: end -->"
TRIAL_BEGIN, TRIAL_END = (
    "<!-- the trial, written by `make coverage`: begin -->",
    "<!-- the trial, written by `make coverage`: end -->",
)
COUNTS_BEGIN, COUNTS_END = (
    "<!-- single counts, written by `make coverage`: begin -->",
    "<!-- single counts, written by `make coverage`: end -->",
)

HOURS_BEGIN, HOURS_END = (
    "<!-- hours, written by `make coverage`: begin -->",
    "<!-- hours, written by `make coverage`: end -->",
)


def main(arguments: list[str]) -> int:
    """0 when all that was asked is reached."""
    began = time.perf_counter()
    is_choosing = "--choosing" in arguments
    seed = CHOOSING if is_choosing else JUDGING
    parts = {
        "--trial": (TRIAL_BEGIN, TRIAL_END, trial_report),
        "--counts": (COUNTS_BEGIN, COUNTS_END, counts_report),
        "--hours": (HOURS_BEGIN, HOURS_END, hours_report),
        "--changes": (BEGIN, END, report),
    }
    asked = [part for name, part in parts.items() if name in arguments] or parts.values()
    any_missed = False
    for begin, end, of in asked:
        lines, missed = of(seed)
        any_missed |= missed
        print("\n".join(lines))
        if not is_choosing:
            write(lines, begin, end)
    print(f"\n{time.perf_counter() - began:.0f} s", file=sys.stderr)
    return int(any_missed)


def trial_report(seed: int) -> tuple[Lines, bool]:
    """The trial's table, and whether anything asked was missed."""
    ran = f"Run on {date.today()}, seed {seed}; {TRIALS:,} trials of each arm."
    judged = "A share or a mean is missed when it is more than 3 Monte Carlo errors off."
    return _one_table(seed, ran, judged, "Both arms", trial_table)


def counts_report(seed: int) -> tuple[Lines, bool]:
    """The table of single counts, and whether anything asked was missed."""
    ran = f"Run on {date.today()}, seed {seed}; {COUNTS:,} people of each rate."
    judged = "A rate is missed when it is more than 3 Monte Carlo errors below what is asked."
    return _one_table(seed, ran, judged, "By rate", counts_table)


def hours_report(seed: int) -> tuple[Lines, bool]:
    """The tables of hours, and whether anything asked was missed."""
    goals = Goals()
    mix, cells = hours_table.mix_table(seed, goals), hours_table.cells_table(seed, goals)
    people = f"{HOURS_DRAWS:,} people of the mix, {CELL_DRAWS:,} in each cell"
    return [
        f"Run on {date.today()}, seed {seed}; {people}.",
        "A share is missed when it is more than 3 Monte Carlo errors off.",
        *_titled("Asked and reached", goals.lines),
        *_titled("Hours on the realistic mix", mix),
        *_titled("Hours at every rate and length", cells),
    ], goals.missed


def _one_table(
    seed: int, ran: str, judged: str, title: str, table_of: Callable[[int, Goals], Lines]
) -> tuple[Lines, bool]:
    goals = Goals()
    found = table_of(seed, goals)
    return [
        ran,
        judged,
        *_titled("Asked and reached", goals.lines),
        *_titled(title, found),
    ], goals.missed


def report(seed: int) -> tuple[Lines, bool]:
    """Every table of the interval of one person, and whether anything asked was missed."""
    goals = Goals()
    mix = [
        *_titled("The realistic mix", mix_table(seed, goals)),
        *_titled("People who do not change, by their rate: called a change, %", rates_table(seed, goals)),
        *_titled("Windows taken together, on the mix", pooled_table(seed, goals)),
        *_titled(
            "People of the mix who do not change: one verdict a window, or one of all", unchanged_table(seed)
        ),
        *_titled("How far it must fall from 20 days of 28", power_table(seed)),
    ]
    grid = _run("the grid", GRID, seed, goals)
    percent = _run("percentage thresholds", PERCENT, seed, goals)
    draws = f"{DRAWS:,} comparisons in each cell of the grid, {MIX_DRAWS:,} of the mix"
    return [
        f"Run on {date.today()}, seed {seed}; {draws}.",
        "A cell is missed when it is more than 3 Monte Carlo errors below what is asked.",
        *_titled("Asked and reached", goals.lines),
        *mix,
        *_titled(
            "The grid: how often the interval holds the truth in each method's worst cell, %", table(grid)
        ),
        *_titled("Percentage thresholds, likewise", table(percent)),
    ], goals.missed


def write(lines: Lines, begin: str, end: str) -> None:
    """Put `lines` into the document, in place of those of the run before."""
    before, _, rest = DOCUMENT.read_text().partition(begin)
    _, _, after = rest.partition(end)
    DOCUMENT.write_text("\n".join([before + begin, "", *lines, "", end + after]))


def _run(name: str, groups: tuple[Asked, ...], seed: int, goals: Goals) -> list[Part]:
    """Every part of `groups`; it takes minutes."""
    found = []
    for asked in groups:
        print(f"{asked.name} ...", file=sys.stderr, flush=True)
        found += parts(asked, seed)
    many, missed = sum(len(part.found) for part in found), sum(part.missed for part in found)
    goals.add(f"{name}: no cell missed", f"{missed} of {many:,}", not missed)
    return found


def _titled(title: str, lines: Lines) -> Lines:
    return ["", f"**{title}**", "", *lines]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
