"""How a stored value shows itself that this version could not have stored."""

import django.db

UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError, django.db.DataError)
"""What reading or counting it raises: another word, another shape, a date outside the calendar."""
