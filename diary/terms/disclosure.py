"""How few people a published number may be about."""

FEWEST = 10
"""Nothing is told of fewer people than this, nor of whom two numbers differ by.

A common line in health statistics, where 5 to 10 are usual; the higher one, because a clinic's patients
know each other.
"""
