"""Other preventives for tests: recorded by a patient's own hand, and any for property tests."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from hypothesis import strategies as st

from diary.actions import record_preventive
from diary.terms.preventives import PREVENTIVES, Ended, PreventiveClass, PreventiveDocument, Taking
from tests.days import maybe, texts

NOW, STOPPED, NEVER = Taking.NOW, Taking.STOPPED, Taking.NEVER


def take(patient, drug: str | None = "topiramate", **said) -> UUID:
    """Record a preventive by the patient's own hand; its id."""
    uid, operation = said.pop("uid", None) or uuid4(), said.pop("operation", None) or uuid4()
    record_preventive(
        by=patient.user,
        patient=patient,
        uid=uid,
        preventive=PreventiveDocument(drug, **said),
        operation=operation,
    )
    return uid


WORLD = date(2026, 1, 1)
"""The first of the days on which property tests let things happen."""

DAYS = 150

when = st.integers(0, DAYS - 1).map(lambda index: WORLD + timedelta(days=index))
short = texts.filter(lambda text: len(text) <= 60)


@st.composite
def named(draw):
    if draw(st.booleans()):
        return {"drug": draw(st.sampled_from(sorted(PREVENTIVES)))}
    return {"name": draw(short), "named_class": draw(maybe(st.sampled_from(PreventiveClass)))}


@st.composite
def preventives(draw):
    """Any that the rules let stand."""
    taking = draw(maybe(st.sampled_from(Taking)))
    said = draw(named()) | {"taking": taking}
    if taking is NEVER:
        return PreventiveDocument(
            **said, ended=draw(st.sampled_from([None, Ended.NOT_SUITABLE, Ended.OTHER]))
        )
    started, stopped = draw(maybe(when)), draw(maybe(when)) if taking is STOPPED else None
    if started and stopped and stopped < started:
        started, stopped = stopped, started
    return PreventiveDocument(
        **said,
        started=started,
        started_about=started is not None and draw(st.booleans()),
        stopped=stopped,
        stopped_about=stopped is not None and draw(st.booleans()),
        dose=draw(maybe(short)),
        ended=draw(maybe(st.sampled_from(Ended))) if taking is STOPPED else None,
    )


dates = maybe(when | st.dates(date(1980, 1, 1), date(1995, 1, 1)))

# Whatever could be typed into the fields, whether or not it goes together.
anything = st.builds(
    PreventiveDocument,
    drug=maybe(st.sampled_from(["topiramate", "propranolol"])),
    name=maybe(st.just("Headache tea")),
    named_class=maybe(st.sampled_from(PreventiveClass)),
    taking=maybe(st.sampled_from(Taking)),
    started=dates,
    started_about=st.booleans(),
    stopped=dates,
    stopped_about=st.booleans(),
    dose=maybe(st.just("50 mg")),
    ended=maybe(st.sampled_from(Ended)),
)
