"""The document of the methods, and whether the numbers written in it are right."""

from collections.abc import Mapping
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent.parent / "docs" / "methods.md"


def assert_right(said: Mapping[str, str], expected: Mapping[str, float]) -> None:
    """Every number is written, no other is, and each is right to the decimals it is written with."""
    assert set(said) == set(expected), set(said) ^ set(expected)
    for name, number in said.items():
        decimals = len(number.partition(".")[2])
        assert round(expected[name], decimals) == float(number), name
