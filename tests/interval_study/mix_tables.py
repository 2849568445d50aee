"""The mix's results as Markdown, and whether each is what was asked."""

from tests.interval_study import levels
from tests.interval_study.judging import Found
from tests.interval_study.levels import DRAWS as COUNTS
from tests.interval_study.levels import MONTHS
from tests.interval_study.methods import METHODS, OURS
from tests.interval_study.mix import (
    CALLED,
    CALLED_AT_A_RATE,
    DRAWS,
    LEAST,
    LEAST_CORRELATED,
    MOST,
    OTHERWISE,
    POOLED,
    WIDTH_DAYS,
    WIDTH_TO_TOLD,
    Pooled,
    at_each_rate,
    pooled,
    the_mix,
    unchanged,
    without_change,
)
from tests.interval_study.power import TRUE_FALLS, WINDOWS, power

TOLD = "told lag-1 and tau"

Lines = list[str]


class Goals:
    """What was asked and what was reached, line by line; `missed` once anything was not."""

    def __init__(self) -> None:
        self.lines: Lines = ["| asked | reached | |", "|---|---|---|"]
        self.missed = False

    def add(self, what: str, reached: str, met: bool) -> None:
        self.missed |= not met
        self.lines.append(f"| {what} | {reached} | {'met' if met else '**missed**'} |")


def mix_table(seed: int, goals: Goals, draws: int = DRAWS) -> Lines:
    """One window against one, by method; ours also with other answers to what is not known."""
    lines = ["| | holds the truth, % | called a change without one, % | width, days | to told |"]
    lines.append("|---|---|---|---|---|")
    mix, none = the_mix(seed, draws), without_change(seed, draws)
    told = mix[TOLD].width
    lines += [_mix_line(name, mix[name], none[name], told) for name in METHODS]
    for name, kind in OTHERWISE.items():
        other, other_none = the_mix(seed, draws, kind), without_change(seed, draws, kind)
        lines.append(_mix_line(f"{OURS}, {name}", other[OURS], other_none[OURS], other[TOLD].width))
    ours = mix[OURS]
    goals.add(
        f"mix: coverage {100 * LEAST:.0f} to {100 * MOST:.1f} %",
        f"{100 * ours.covered:.2f} %",
        ours.is_at_least(LEAST) and ours.is_at_most(MOST),
    )
    goals.add(f"mix: width at most {WIDTH_DAYS:g} days", f"{ours.width:.2f}", ours.width <= WIDTH_DAYS)
    ratio = ours.width / told
    goals.add(
        f"mix: width at most {WIDTH_TO_TOLD:.2f} x that when told", f"{ratio:.3f}", ratio <= WIDTH_TO_TOLD
    )
    called = none[OURS]
    goals.add(
        f"mix without change: called one, at most {100 * CALLED:.1f} %",
        f"{100 * called.called:.2f} %",
        called.calls_at_most(CALLED),
    )
    return lines


def _mix_line(name: str, mix: Found, none: Found, told: float) -> str:
    share, called = f"{100 * mix.covered:.1f}", f"{100 * none.called:.1f}"
    return f"| {name} | {share} | {called} | {mix.width:.1f} | {mix.width / told:.2f} |"


def rates_table(seed: int, goals: Goals, draws: int = DRAWS) -> Lines:
    """Called a change without one, at each rate."""
    lines = [f"| headache days of 28 | {' | '.join(METHODS)} |", f"|---|{'---|' * len(METHODS)}"]
    every = []
    for rate, by_method in at_each_rate(seed, draws):
        shares = " | ".join(f"{100 * one.called:.1f}" for one in by_method.values())
        lines.append(f"| {28 * rate:.1f} | {shares} |")
        every.append(by_method[OURS])
    worst = max(every, key=lambda one: one.called)
    goals.add(
        f"at any one rate without change: called one, at most {100 * CALLED_AT_A_RATE:.0f} %",
        f"{100 * worst.called:.2f} %",
        worst.calls_at_most(CALLED_AT_A_RATE),
    )
    return lines


def pooled_table(seed: int, goals: Goals, draws: int = DRAWS) -> Lines:
    """Windows taken together, against the one baseline."""
    lines = [
        "| windows | holds the truth, % | width, days | to one window's | where drifts correlate by .8, % |",
        "|---|---|---|---|---|",
    ]
    for one in pooled(seed, draws):
        ratio = one.together.width / one.beside.width
        shares = f"{100 * one.together.covered:.1f} | {one.together.width:.1f} | {ratio:.2f}"
        lines.append(f"| {one.windows} | {shares} | {100 * one.correlated.covered:.1f} |")
        _pooled_goals(one, ratio, goals)
    return lines


def _pooled_goals(one: Pooled, ratio: float, goals: Goals) -> None:
    most = POOLED[one.windows]
    goals.add(
        f"{one.windows} windows: width at most {most:.2f} of one window's", f"{ratio:.3f}", ratio <= most
    )
    goals.add(
        f"{one.windows} windows: coverage at least {100 * LEAST:.0f} %",
        f"{100 * one.together.covered:.2f} %",
        one.together.is_at_least(LEAST),
    )
    goals.add(
        f"{one.windows} windows, drifts correlating: coverage at least {100 * LEAST_CORRELATED:.0f} %",
        f"{100 * one.correlated.covered:.2f} %",
        one.correlated.is_at_least(LEAST_CORRELATED),
    )


def unchanged_table(seed: int) -> Lines:
    """A verdict of each window, and one of all."""
    lines = ["| windows | some window called a change, % | their mean called one, % |", "|---|---|---|"]
    lines += [
        f"| {one.windows} | {100 * one.any_window:.1f} | {100 * one.mean:.1f} |" for one in unchanged(seed)
    ]
    return lines


def counts_table(seed: int, goals: Goals, draws: int = COUNTS) -> Lines:
    """The interval of one month's count and of the mean of three, at each rate."""
    months = " | ".join(f"{_months(many)}: holds the truth, % | width, days" for many in MONTHS)
    lines = [f"| headache days of 28 | {months} |", f"|---|{'---|---|' * len(MONTHS)}"]
    every = {many: [] for many in MONTHS}
    for one in levels.at_each_rate(seed, draws):
        told = " | ".join(f"{100 * of.covered:.1f} | {of.width:.1f}" for of in one.by_months.values())
        lines.append(f"| {28 * one.rate:.1f} | {told} |")
        for many, of in one.by_months.items():
            every[many].append(of)
    for many, found in every.items():
        worst = min(found, key=lambda one: one.covered)
        goals.add(
            f"{_months(many)}: coverage at every rate at least {100 * levels.LEAST:.0f} %",
            f"{100 * worst.covered:.2f} %",
            worst.is_at_least(levels.LEAST),
        )
    return lines


def _months(many: int) -> str:
    return "one month" if many == 1 else f"mean of {many} months"


def power_table(seed: int) -> Lines:
    """From 20 days: the smallest fall seen that is called, and how often a true one is."""
    true_falls = " | ".join(f"true fall of {fall} called, %" for fall in TRUE_FALLS)
    lines = [
        f"| windows | smallest fall called, days | {true_falls} |",
        f"|---|---|{'---|' * len(TRUE_FALLS)}",
    ]
    for windows in WINDOWS:
        found = power(seed, windows)
        shares = " | ".join(f"{100 * share:.0f}" for share in found.called.values())
        lines.append(f"| {windows} | {found.smallest:.1f} | {shares} |")
    return lines
