"""How often the interval holds the truth: simulated people, the intervals compared, and what is asked.

`python -m tests.interval_study` (`make coverage`) runs the full grid and writes the tables into
`docs/methods.md`; `test_sample.py` runs a part of it as ordinary tests.
"""
