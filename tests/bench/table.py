"""Figures beside their goals."""

from dataclasses import dataclass, field


@dataclass
class Table:
    """Lines of one part; `missed` once a figure is over its goal."""

    title: str
    missed: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        print(f"\n{self.title}", flush=True)

    def line(
        self, what: str, figure: float | int, goal: float | int | None, unit: str = "", more: str = ""
    ) -> None:
        """One figure; `goal` is the most it should be, None where none was set."""
        over = goal is not None and figure > goal
        self.missed |= over
        said = f"{figure:.2f}" if isinstance(figure, float) else str(figure)
        against = "" if goal is None else f"goal <= {goal}{unit}  {'MISSED' if over else 'met'}"
        print(f"  {what:<58} {said + unit:>12}  {against:<26} {more}".rstrip(), flush=True)

    def note(self, text: str) -> None:
        print(f"  {text}", flush=True)
