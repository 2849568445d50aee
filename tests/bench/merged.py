"""The cohort's table by a straightforward merge and groupby in pandas, from one row a logged day."""

from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from diary.analytics.cohort import CohortOutcome
from diary.analytics.measures import COUNTED
from diary.analytics.windows import Weeks
from tests.bench.cohorts import CYCLES, Cohort

KNOWN = {"headache": "logged", "four_hours": "known"}
"""By measure, the column that counts its known days."""


class Frames(NamedTuple):
    """A cohort as tables: logged days, injections with the day their cycle ends, baselines."""

    days: pd.DataFrame
    injections: pd.DataFrame
    baselines: pd.DataFrame


class Tables(NamedTuple):
    """One row a patient and window; and one a window, with responders of 50 % and the mean change."""

    windows: pd.DataFrame
    answers: pd.DataFrame


def frames(cohort: Cohort) -> Frames:
    """The cohort as a database would hand it to pandas: numbers, dates, yes and no."""
    given, today = cohort.injections, cohort.today[:, np.newaxis]
    patients, cycles = np.indices(given.shape)
    injections = {
        "patient": patients.ravel(),
        "cycle": cycles.ravel() + 1,
        "injected": dates(given.ravel()),
        "end": dates(np.hstack([given[:, 1:] - 1, today]).ravel()),
    }
    baselines = {f"{measure}_of": cohort.baselines[measure].known for measure in COUNTED}
    baselines |= {f"{measure}_was": cohort.baselines[measure].days for measure in COUNTED}
    return Frames(logged_days(cohort), pd.DataFrame(injections), pd.DataFrame(baselines))


def logged_days(cohort: Cohort) -> pd.DataFrame:
    """One row a logged day, unpacked blob by blob."""
    found = []
    for patient, (origin, blob) in enumerate(zip(cohort.rows.origins, cohort.stored(), strict=True)):
        bits = np.unpackbits(np.frombuffer(blob, np.uint8), bitorder="little").reshape(4, -1)
        logged = np.flatnonzero(bits[0])
        found.append((np.full(len(logged), patient), origin + logged, *bits[1:, logged].astype(bool)))
    patient, day, headache, known, four_hours = (np.concatenate(each) for each in zip(*found, strict=True))
    flags = {"headache": headache, "known": known, "four_hours": four_hours}
    return pd.DataFrame({"patient": patient, "day": dates(day)} | flags)


def dates(ordinals: Any) -> Any:
    return (ordinals - date(1970, 1, 1).toordinal()).astype("datetime64[D]")


def merged(tables: Frames) -> Tables:
    """Each logged day beside each injection of its patient, cut to windows, counted, compared."""
    days = tables.days.merge(tables.injections, on="patient")
    since = (days["day"] - days["injected"]).dt.days
    days["window"] = since // 28
    days = days[(since >= 0) & (since < 84) & (days["day"] <= days["end"])]
    keys = ["patient", "cycle", "window"]
    windows = days.groupby(keys).agg(
        logged=("day", "size"),
        headache=("headache", "sum"),
        known=("known", "sum"),
        four_hours=("four_hours", "sum"),
    )
    every = [range(len(tables.baselines)), range(1, CYCLES + 1), range(3)]
    windows = windows.reindex(pd.MultiIndex.from_product(every, names=keys), fill_value=0)
    windows = windows.join(tables.baselines, on="patient")
    for measure, known in KNOWN.items():
        was, of = windows[f"{measure}_was"], windows[f"{measure}_of"]
        is_enough = (windows[known] >= 20) & (of >= 20)
        if measure == "four_hours":
            # 20 of 28 of the headache days say how long it was.
            said = windows["headache"] - (windows["logged"] - windows[known])
            is_enough &= 28 * said >= 20 * windows["headache"]
        change = 28 * (was / of - windows[measure] / windows[known])
        windows[f"{measure}_change"] = change.where(is_enough)
        fell = 2 * windows[measure] * of <= was * windows[known]
        windows[f"{measure}_half"] = fell & is_enough & (was > 0)
    answers = windows.groupby(["cycle", "window"]).agg(
        {f"{measure}_half": "sum" for measure in COUNTED}
        | {f"{measure}_change": "mean" for measure in COUNTED}
    )
    return Tables(windows, answers)


def assert_equal(outcome: CohortOutcome, tables: Tables) -> None:
    """Every count, change, number of responders and mean."""
    for window in outcome.windows:
        place = (window.cycle, tuple(Weeks).index(window.weeks))
        theirs = tables.windows.xs(place, level=("cycle", "window"))
        known, measure = KNOWN[window.measure], window.measure
        assert (theirs[measure] == window.counts.days).all()
        assert (theirs[known] == window.counts.known).all()
        assert (theirs["logged"] == window.counts.logged).all()
        np.testing.assert_allclose(theirs[f"{measure}_change"], window.change, atol=1e-9)
        answer = tables.answers.loc[place]
        assert answer[f"{measure}_half"] == window.response.responders[50].responders
        np.testing.assert_allclose(answer[f"{measure}_change"], window.response.mean.days)
