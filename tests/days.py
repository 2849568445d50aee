"""Any day, for property tests."""

from decimal import Decimal

from hypothesis import strategies as st

from diary.terms.answers import Effect, FourHours, Provenance, Relief, Severity
from diary.terms.day_document import FEATURES, FIELDS, MAX_DOSES, MAX_INTAKES, DayDocument, Intake
from diary.terms.medicines import MEDICINES

yes_no_unknown = st.sampled_from([True, False, None])


def maybe(strategy):
    return st.none() | strategy


intakes = st.lists(
    st.builds(
        Intake,
        medicine=st.sampled_from(sorted(MEDICINES)),
        doses=maybe(st.integers(1, MAX_DOSES)),
        relief=maybe(st.sampled_from(Relief)),
    ),
    max_size=MAX_INTAKES,
    unique_by=lambda intake: intake.medicine,
).map(tuple)

# Everything every database can keep, broken-decoder mark and U+0000 left out.
texts = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffd\r"), min_size=1, max_size=200
).filter(lambda text: text == text.strip())

anytime = {
    "intakes": maybe(intakes),
    "menstruation": yes_no_unknown,
    "note": maybe(texts),
}

clear_days = st.builds(DayDocument, headache=st.just(False), **anytime)


@st.composite
def headache_days(draw):
    quarters = draw(maybe(st.integers(1, 96)))
    hours = None if quarters is None else Decimal(quarters) / 4
    four_hours = draw(maybe(st.sampled_from(FourHours)))
    if hours is not None and hours < 4 and four_hours is FourHours.YES:
        four_hours = FourHours.NO
    return DayDocument(
        headache=True,
        severity=draw(maybe(st.sampled_from(Severity))),
        four_hours=four_hours,
        hours=hours,
        effect=draw(maybe(st.sampled_from(Effect))),
        **{name: draw(yes_no_unknown) for name in FEATURES},
        **{name: draw(strategy) for name, strategy in anytime.items()},
    )


documents = headache_days() | clear_days
provenances = st.sampled_from(Provenance)


def as_values(document: DayDocument) -> dict:
    """A document as the values of an answer that names every field."""
    return {name: getattr(document, name) for name in FIELDS}
