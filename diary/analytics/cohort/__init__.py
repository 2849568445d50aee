"""Many patients at once: windows, change and response of a cohort, with numpy.

The only room of the core that needs numpy. Pages of one patient do not load it: whoever opens it
does so inside the function that needs a cohort.
"""

from diary.analytics.cohort.baselines import NO_BASELINE, Baselines, Rates, before_treatment, filled
from diary.analytics.cohort.criteria import NOT_COUNTED, CohortCriteria, WindowRules, cohort_criteria
from diary.analytics.cohort.limits import CohortLimits, Limits, Persons, cohort_limits
from diary.analytics.cohort.mean import MeanChange
from diary.analytics.cohort.outcome import CohortOutcome, CohortWindow, cohort_outcome
from diary.analytics.cohort.response import NOT_ASSESSED, Responders, Response
from diary.analytics.cohort.rows import CohortError, CohortRows, Counts, DamagedRows, cohort_rows, counted
from diary.analytics.cohort.runs import FixedRuns, Runs, runs_before
from diary.analytics.cohort.standing import STANDINGS, Standing
from diary.analytics.cohort.summary import CohortSummary, WindowSummary, cohort_summary
from diary.analytics.cohort.verdicts import VERDICTS, Verdicts
from diary.analytics.cohort.windows import NO_INJECTION

__all__ = [
    "NOT_ASSESSED",
    "NOT_COUNTED",
    "NO_BASELINE",
    "NO_INJECTION",
    "STANDINGS",
    "VERDICTS",
    "Baselines",
    "CohortCriteria",
    "CohortError",
    "CohortLimits",
    "CohortOutcome",
    "CohortRows",
    "CohortSummary",
    "CohortWindow",
    "Counts",
    "DamagedRows",
    "FixedRuns",
    "Limits",
    "MeanChange",
    "Persons",
    "Rates",
    "Responders",
    "Response",
    "Runs",
    "Standing",
    "Verdicts",
    "WindowRules",
    "WindowSummary",
    "before_treatment",
    "cohort_criteria",
    "cohort_limits",
    "cohort_outcome",
    "cohort_rows",
    "cohort_summary",
    "counted",
    "filled",
    "runs_before",
]
