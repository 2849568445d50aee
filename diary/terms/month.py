"""The diary's month, and which days can be in a diary at all."""

from datetime import date

DAYS_PER_MONTH = 28
"""A month is 28 days, as in the trials (PREEMPT; clinical reference, section 2)."""

ENOUGH_DAYS = 20
"""With fewer of 28 days answered there is no scaled count and no verdict (trial rule, section 3)."""

EARLIEST_DAY = date(1990, 1, 1)
"""No diary day lies before this: a guard against mistyped years, not a medical limit."""

LATEST_DAY = date(9998, 12, 31)
"""No day is asked about after this: what is told of one looks some months ahead, which need dates, too."""
