"""The grid's results as Markdown: by group and what is asked of it, the worst cell of each method."""

from collections.abc import Iterator
from typing import NamedTuple

from tests.interval_study.cells import Asked, Cell, cells, run
from tests.interval_study.judging import DRAWS, Found
from tests.interval_study.methods import METHODS, OURS


class Part(NamedTuple):
    """The cells of one group of which the same is asked: `least`, the share of intervals that must hold
    the truth in each; with what each method found."""

    asked: Asked
    least: float
    found: list[tuple[Cell, dict[str, Found]]]

    @property
    def missed(self) -> int:
        """In how many cells ours holds the truth too seldom, by more than chance."""
        return sum(not by_method[OURS].is_at_least(self.least) for _, by_method in self.found)

    def worst(self, method: str = OURS) -> tuple[Cell, float]:
        """Where `method` holds the truth least often, and how often."""
        cell, by_method = min(self.found, key=lambda one: one[1][method].covered)
        return cell, by_method[method].covered

    @property
    def mean(self) -> float:
        """How often ours holds the truth over all these cells."""
        return sum(by_method[OURS].covered for _, by_method in self.found) / len(self.found)


def parts(asked: Asked, seed: int, draws: int = DRAWS) -> Iterator[Part]:
    """Run every cell of `asked`; the strictest part first."""
    found = [(cell, run(asked, cell, seed, draws)) for cell in cells(asked)]
    for least in sorted(set(asked.least.values()), reverse=True):
        yield Part(asked, least, [one for one in found if asked.least[one[0].lag_one] == least])


def table(found: list[Part]) -> list[str]:
    """One line a part; shares in percent."""
    head = ["logged", "lag-1", "cells", "asked", "missed", *METHODS, "mean of ours", "its worst cell"]
    lines = [_row(head), "|" + "---|" * len(head)]
    for part in found:
        lags = [lag_one for lag_one, least in part.asked.least.items() if least == part.least]
        told = f"{lags[0]:g}" if len(lags) == 1 else f"{lags[0]:g} to {lags[-1]:g}"
        worst = [f"{100 * part.worst(method)[1]:.1f}" for method in METHODS]
        asked = [part.asked.name, told, f"{len(part.found):,}", f"{100 * part.least:.1f}", str(part.missed)]
        lines.append(_row([*asked, *worst, f"{100 * part.mean:.1f}", _in_words(part.worst()[0])]))
    return lines


def _row(values: list[str]) -> str:
    return f"| {' | '.join(values)} |"


def _in_words(cell: Cell) -> str:
    return f"{cell.before:g} to {cell.after:g}, lag-1 {cell.lag_one:g}, tau {cell.drift_days:g}"
