"""Pat under treatment, as recorded by Pat's own hand."""

from datetime import timedelta
from uuid import uuid4

import pytest

from diary.actions import Change, record_treatment
from diary.terms.treatments import TreatmentDocument
from tests.treated import FIRST


@pytest.fixture
def treat(pat):
    """Record a treatment by Pat's own hand; its id."""

    def record(day=FIRST, start=None, restart=False, **options):
        uid, operation = options.pop("uid", None) or uuid4(), options.pop("operation", None) or uuid4()
        document = TreatmentDocument(day, **options)
        record_treatment(
            by=pat.user,
            patient=pat,
            uid=uid,
            treatment=document,
            start=start,
            restart=restart,
            operation=operation,
        )
        return uid

    return record


@pytest.fixture
def twenty(pat, log):
    """Pat logged 20 headache days in the 28 before the first treatment, and 12 in each 28 since."""

    def days(first, headaches):
        return [Change(first + timedelta(days=i), {"headache": i < headaches}) for i in range(28)]

    log(pat, *days(FIRST - timedelta(days=28), 20), *days(FIRST, 12), *days(FIRST + timedelta(days=28), 12))
