"""The trial's results as Markdown, and what is asked of them."""

from math import sqrt

from tests.interval_study.judging import ERRORS
from tests.interval_study.mix_tables import Goals, Lines
from tests.interval_study.trial import ARMS, TRIALS, Arm, trials, truth_of

NOMINAL = 0.95
"""How often an interval of 95 % should hold the truth: no less, and no more."""

SINGLE_DAYS = (6.6, 9.9)
"""Standard deviation of single people's changes in trials (clinical reference, section 1)."""

BEFORE_DAYS, BEFORE_WITHIN = 20, 0.5
"""About how many days people had before."""

COLUMNS = (
    "arm",
    "people",
    "true mean",
    "mean of the means",
    "standard deviation of one person's change",
    "days before",
    "the interval's width, days",
    "holds the true mean, %",
    "holds the other arm's, %",
)


def trial_table(seed: int, goals: Goals, many: int = TRIALS) -> Lines:
    """A line for each arm."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    for documented, other in zip(ARMS, reversed(ARMS), strict=True):
        arm, name = trials(seed, documented, many), documented.arm.value
        asked(arm, name, goals)
        width = (arm.high - arm.low).mean()
        lines.append(
            f"| {name} | {documented.participants[0]} | {arm.truth:.1f} | {arm.means.mean():.3f}"
            f" | {arm.single.mean():.1f} | {arm.before.mean():.1f} | {width:.2f}"
            f" | {100 * arm.covered:.2f} | {100 * arm.holds(truth_of(other)):.1f} |"
        )
    return lines


def asked(arm: Arm, name: str, goals: Goals) -> None:
    """What one arm must reach."""
    many = len(arm.means)
    error = sqrt(NOMINAL * (1 - NOMINAL) / many)
    is_nominal = abs(arm.covered - NOMINAL) <= ERRORS * error
    goals.add(
        f"{name}: holds the true mean in 95 % of trials, no less and no more",
        f"{100 * arm.covered:.2f} % (Monte Carlo error {100 * error:.2f})",
        is_nominal,
    )
    error = float(arm.means.std(ddof=1)) / sqrt(many)
    off = float(arm.means.mean()) - arm.truth
    goals.add(
        f"{name}: the mean of the means is the true one",
        f"{off:+.4f} days off (Monte Carlo error {error:.4f})",
        abs(off) <= ERRORS * error,
    )
    low, high = SINGLE_DAYS
    single, before = float(arm.single.mean()), float(arm.before.mean())
    goals.add(
        f"{name}: people vary as in trials, standard deviation {low} to {high} days",
        f"{single:.2f}",
        low <= single <= high,
    )
    goals.add(
        f"{name}: about {BEFORE_DAYS} days before",
        f"{before:.2f}",
        abs(before - BEFORE_DAYS) <= BEFORE_WITHIN,
    )
