"""One person's rules and a cohort's say the same of the same person."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from diary.analytics.cohort import NOT_COUNTED, VERDICTS, cohort_criteria
from diary.analytics.criteria import Answer, Asks, Rule, Why, criteria
from diary.analytics.diary import HEADACHE
from diary.analytics.outcome import Outcome
from diary.analytics.windows import Weeks
from diary.terms.criteria import PUBLISHED
from tests.analytics.cohort_people import CLEAR, SHORT, as_diary, limits, treated
from tests.analytics.test_cohort import people


@st.composite
def near_the_lines(draw):
    """Somebody whose months have some 9 to 16 headache days, after 20: most answers hang on a day or two."""
    documents = [SHORT] * 20 + [CLEAR] * 8
    for _ in range(draw(st.integers(3, 9))):
        many = draw(st.integers(8, 16))
        documents += [SHORT] * many + [CLEAR] * (28 - many)
    for day in draw(st.lists(st.integers(0, len(documents) - 1), max_size=4)):
        documents[day] = None
    gaps = draw(st.lists(st.integers(76, 90), min_size=1, max_size=2))
    person = treated(documents, *gaps, further=draw(st.integers(0, 110)))
    if draw(st.booleans()):
        return person
    # Joined after the first cycle, with a figure for the time before.
    return person._replace(fixed=None, written=Decimal(20), earlier=1)


def told(criterion):
    return criterion.answer, criterion.is_close


def as_codes(verdicts, place):
    return VERDICTS[verdicts.code[place]], False if verdicts.close is None else bool(verdicts.close[place])


@given(st.lists(people() | near_the_lines(), max_size=5))
def test_both_cores_answer_alike(cast):
    outcome, persons = limits(cast)
    earlier = [NOT_COUNTED if one.earlier is None else one.earlier for one in cast]
    found = cohort_criteria(outcome, persons, PUBLISHED, earlier)
    for index, person in enumerate(cast):
        course = person.alone()
        if course is None:
            continue
        rules = {
            one.asked.rule: one
            for one in criteria(Outcome(person.today, (course,), as_diary(person.counts)), PUBLISHED)
        }
        assert as_codes(found.nice_response, index) == told(rules[Rule.NICE_RESPONSE])
        # A rule of months has no interval in a cohort.
        assert as_codes(found.stop_months, index)[0] is rules[Rule.NICE_STOP_DAYS].answer
        assert as_codes(found.ehf_months, index)[0] is rules[Rule.EHF_STOP_DAYS].answer
        for rule, asks, verdicts in (
            *((Rule(f"response_{percent}"), Asks.FELL_PERCENT, percent) for percent in (30, 50, 75)),
            (Rule.US_RENEWAL, Asks.FELL_DAYS, None),
        ):
            (said, *_rest) = rules[rule].readings[0].sums
            assert said.line.asks is asks
            place = latest_whole(course)
            if place is None:
                assert said.why in (Why.NOT_OVER, Why.NO_BASELINE, Why.TOO_FEW_DAYS)
                continue
            here = found.windows[HEADACHE]
            codes = here.renewal if verdicts is None else here.response[verdicts]
            answer, is_close = as_codes(codes, (*place, index))
            one = {True: Answer.MET, False: Answer.NOT_MET, None: Answer.CANNOT}[said.is_met]
            assert (answer, is_close) == (one, said.is_met is not None and said.is_close)


def latest_whole(course) -> tuple[int, int] | None:
    """Where the latest whole window stands in the arrays."""
    whole = [
        (cycle.nth, tuple(Weeks).index(window.weeks))
        for cycle in course.cycles
        for window in cycle.cycle.windows
        if window.cut is None
    ]
    return whole[-1] if whole else None
