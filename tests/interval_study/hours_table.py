"""What the interval of hours reached, as Markdown, and whether it is what was asked."""

from tests.interval_study.hours import (
    CELL_DRAWS,
    DRAWS,
    KEPT,
    KINDS,
    LEAST,
    LINE,
    Cell,
    Kept,
    OnMix,
    cells,
    in_cell,
    on_mix,
)
from tests.interval_study.judging import Found
from tests.interval_study.mix_tables import Goals, Lines

ON_MIX = 0.94
"""Of the mix, the least share of intervals that must hold the truth."""

CALLED = 0.035
"""Of comparisons without change, the most that may be called one: as of headache days."""


def mix_table(seed: int, goals: Goals, draws: int = DRAWS) -> Lines:
    """People of the mix, by how their days differ in length and how many are logged."""
    columns = (
        *("headaches' lengths", "logged", "holds the truth, %", "width, hours"),
        *("without change: called one, %", f"without change: clearly beyond {LINE} fewer, %"),
        *(f"clear of the line of {LINE} fewer, %", "clear of it on the wrong side, %"),
    )
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for name in KINDS:
        for kept in KEPT:
            one = on_mix(seed, name, kept, draws)
            shares = [f"{100 * share:.2f}" for share in (one.unchanged.called, one.beyond)]
            held = [f"{100 * one.found.covered:.1f}", f"{one.found.width:.0f}"]
            clear = [f"{100 * one.clear:.1f}", f"{100 * one.wrong:.2f}"]
            lines.append(f"| {' | '.join([name, _logged(kept), *held, *shares, *clear])} |")
            _mix_goals(f"{name}, {_logged(kept)} logged", one, goals)
    return lines


def _mix_goals(name: str, one: OnMix, goals: Goals) -> None:
    goals.add(
        f"{name}: coverage at least {100 * ON_MIX:.0f} %",
        f"{100 * one.found.covered:.2f} %",
        one.found.is_at_least(ON_MIX),
    )
    goals.add(
        f"{name}, without change: called one, at most {100 * CALLED:.1f} %",
        f"{100 * one.unchanged.called:.2f} %",
        one.unchanged.calls_at_most(CALLED),
    )


def cells_table(seed: int, goals: Goals, draws: int = CELL_DRAWS) -> Lines:
    """Where it holds the truth least often, of all rates and lengths."""
    columns = (
        *("headaches' lengths", "logged", "cells", "holds the truth, mean, %"),
        *("in the worst cell, %", "its worst cell"),
    )
    lines = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    for name in KINDS:
        for kept in KEPT[:2]:
            every = {cell: in_cell(seed, name, kept, cell, draws) for cell in cells()}
            lines.append(_cells_line(name, kept, every))
            missed = sum(not one.is_at_least(LEAST[name]) for one in every.values())
            what = f"{name}, {_logged(kept)} logged: every rate and length at least {100 * LEAST[name]:.0f} %"
            goals.add(what, f"{missed} of {len(every)} cells missed", not missed)
    return lines


def _cells_line(name: str, kept: Kept, every: dict[Cell, Found]) -> str:
    mean = sum(one.covered for one in every.values()) / len(every)
    worst = min(every, key=lambda cell: every[cell].covered)
    where = f"{worst.before:g} to {worst.after:g}, {worst.hours:g} hours"
    shares = f"{100 * mean:.1f} | {100 * every[worst].covered:.1f}"
    return f"| {name} | {_logged(kept)} | {len(every)} | {shares} | {where} |"


def _logged(kept: Kept) -> str:
    before, *after = kept
    return f"{before} and {after[0]}" if len(after) == 1 else f"{before} and {len(after)} x {after[0]}"
