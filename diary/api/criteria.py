"""The rules by API: each by itself, every sum with its days, its line and its interval."""

from typing import Any

from diary.analytics.criteria import Burden, Criterion, Reading, Side, Sum
from diary.analytics.interval import Level
from diary.queries.thresholds import Applied
from diary.wording.rules import NAME, SOURCE, asks_in_words


def rules(found: tuple[Criterion, ...], applied: Applied) -> dict[str, Any]:
    """Every rule, and the numbers that hold: as published, or those of a clinic."""
    return {
        "thresholds": applied.thresholds._asdict(),
        "clinic": applied.clinic,
        "rules": [_rule(one) for one in found],
    }


def burden(found: Burden) -> dict[str, Any]:
    """The residual burden of three months."""
    return {
        "counted": side(found.side),
        "days_per_28": _number(found.days),
        "interval_95": _interval(found.interval),
        "band": found.band,
        "band_30": found.in_30,
        "bands_within_interval": found.within,
        "why": found.why,
    }


def side(found: Side) -> dict[str, Any]:
    """The days that were counted, and what that is per 28."""
    is_said = found.why is None
    has_bounds = bool(found.counts) or found.figure is not None
    least, most = found.bounds if has_bounds else (None, None)
    return {
        "days": [
            {
                "first": one.span.first,
                "last": one.span.last,
                "known": one.tally.known,
                "expected": one.tally.expected,
            }
            for one in found.counts
        ],
        "per_28": _number(found.rate if is_said else None),
        "least_per_28": _number(least),
        "most_per_28": _number(most),
        "is_written": found.figure is not None,
        "source": found.source,
        "why": found.why,
        "until": found.until,
    }


def _rule(one: Criterion) -> dict[str, Any]:
    return {
        "rule": one.asked.rule,
        "name": str(NAME[one.asked.rule]),
        "source": str(SOURCE[one.asked.rule]),
        "asks": asks_in_words(one.asked),
        "answer": one.answer,
        "answer_30": one.in_30,
        "diary_part": one.diary_part,
        "is_close_call": one.is_close,
        "besides": [part._asdict() for part in one.besides],
        "readings": [_reading(reading) for reading in one.readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "days": reading.where,
        "of_all": reading.of_all,
        "is_met": reading.is_met,
        "is_close_call": reading.is_close,
        "why": reading.why,
        "sums": [_sum(one) for one in reading.sums],
    }


def _sum(one: Sum) -> dict[str, Any]:
    return {
        "measure": one.line.measure,
        "asks": one.line.asks,
        "number": one.line.number,
        "before": None if one.before is None else side(one.before),
        "after": side(one.after),
        "line_per_28": _number(one.at),
        "beyond_per_28": _number(one.margin),
        "interval_95": _interval(one.interval),
        "is_met": one.is_met,
        "is_met_30": one.in_30,
        "is_close_call": one.is_close,
        "why": one.why,
    }


def _number(exact: Any) -> float | None:
    return None if exact is None else float(exact)


def _interval(found: Level | None) -> list[float] | None:
    return None if found is None else [found.low, found.high]
