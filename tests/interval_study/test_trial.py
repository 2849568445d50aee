"""A part of the simulated trial as ordinary tests; `make coverage` runs all of it. Seeded."""

import numpy as np
import pytest

from diary.analytics.cohort import counted
from diary.analytics.measures import COUNTED
from diary.analytics.windows import PLANNED_DAYS
from tests.interval_study.__main__ import DOCUMENT, TRIAL_BEGIN, TRIAL_END
from tests.interval_study.drifts import shrinking
from tests.interval_study.judging import JUDGING, generator
from tests.interval_study.mix_tables import Goals
from tests.interval_study.trial import ARMS, TRIALS, diaries_of, judged, kinds, trials, truth_of
from tests.interval_study.trial_table import asked, trial_table

MANY = 500

both_arms = pytest.mark.parametrize("arm", ARMS, ids=lambda arm: arm.arm.value)


def test_both_arms_reach_what_is_asked():
    goals = Goals()
    lines = trial_table(JUDGING, goals, MANY)
    assert len(lines) == 2 + len(ARMS)
    assert len(goals.lines) == 2 + 4 * len(ARMS)
    assert not goals.missed, goals.lines


@both_arms
def test_the_true_mean_is_the_documented_average_exactly(arm):
    assert (arm.participants[0], truth_of(arm)) in ((341, 7.8), (338, 6.4))
    falls = kinds(truth_of(arm)).falls
    assert falls.mean() == pytest.approx(truth_of(arm), abs=1e-9)
    assert falls.std() > 5


@both_arms
def test_the_truth_is_what_months_of_their_own_rate_come_to(arm):
    of = kinds(truth_of(arm))
    which = np.tile(np.arange(len(of.before)), 2_000)
    deviations = generator(1).standard_normal((2, len(which)))
    before, after = (
        shrinking(rate[which], of.drift_days[which], deviation)
        for rate, deviation in zip((of.before, of.after), deviations, strict=True)
    )
    assert 28 * (before - after).mean() == pytest.approx(truth_of(arm), abs=0.01)


@pytest.mark.parametrize(
    ("fault", "named"),
    [
        (lambda arm: arm._replace(low=arm.low + 0.2, high=arm.high - 0.2), "holds the true mean"),
        (lambda arm: arm._replace(low=arm.low - 0.4, high=arm.high + 0.4), "holds the true mean"),
        (lambda arm: arm._replace(means=arm.means + 0.1), "the mean of the means"),
        (lambda arm: arm._replace(single=arm.single / 2), "people vary"),
        (lambda arm: arm._replace(before=arm.before - 1), "days before"),
    ],
)
def test_an_interval_too_narrow_or_too_wide_and_a_mean_that_is_off_would_be_noticed(fault, named):
    goals = Goals()
    asked(fault(trials(JUDGING, ARMS[0], MANY)), "botox", goals)
    (missed,) = [line for line in goals.lines if "**missed**" in line]
    assert named in missed


def test_the_days_before_and_weeks_21_to_24_are_logged_and_nothing_else():
    rows = diaries_of(generator(2), kinds(7.8), 300)
    in_all = 0
    for first in (0, 2 * PLANNED_DAYS):
        found = counted(rows, rows.origins + first, np.full(300, 28))
        known, *others = (found[measure].known for measure in COUNTED)
        assert 24 <= known.min() < known.max() == 28
        assert all((other == known).all() for other in others)
        assert (found[COUNTED[0]].days == found[COUNTED[1]].days).all()
        in_all += int(known.sum())
    assert in_all == np.bitwise_count(rows.words.reshape(300, 4, -1)[:, 0]).sum()
    window, baselines = judged(rows)
    assert window.response.evaluable == 300
    assert baselines.days.mean() == pytest.approx(20 * 26 / 28, abs=1)


def test_the_document_holds_the_whole_of_the_judging_seed():
    _, _, rest = DOCUMENT.read_text().partition(TRIAL_BEGIN)
    written, end, _ = rest.partition(TRIAL_END)
    assert end
    assert f"seed {JUDGING}; {TRIALS:,} trials" in written
    assert "**missed**" not in written
