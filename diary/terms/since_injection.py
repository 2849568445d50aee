"""The course within a cycle, in weeks since the injection (clinical reference, section 9)."""

WEEK = 7

WEEKS_SHOWN = 16
"""A cycle as planned has 12; late injections leave some more."""

ONSET_WEEKS = 4
"""In which an effect usually sets in: people notice it in the second to the fourth."""

ENOUGH_OF_WEEK = 5
"""Days of a week that must be logged: 20 of 28, for 7."""

WEAR_OFF_DAYS = 3
"""Headache days per 28 by which weeks 9-12 must be above weeks 5-8 for a cycle to count as wearing off.
Our own line, as there is no agreed one: about the day-to-day scatter of one person's 28 days."""

PATTERN_CYCLES = 2
"""In so many cycles it must have been so before it is called a pattern."""
