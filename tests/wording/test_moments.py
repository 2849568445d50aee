from datetime import UTC, datetime

from diary.wording.moments import moment_in_words


def test_a_moment_is_told_by_the_diarys_clock_and_names_it():
    moment = datetime(2026, 7, 3, 19, 5, tzinfo=UTC)
    assert moment_in_words(moment, "Europe/London") == "3 July 2026, 20:05 (Europe/London)"
    assert moment_in_words(moment, "Asia/Tokyo") == "4 July 2026, 04:05 (Asia/Tokyo)"
    assert moment_in_words(moment, "UTC") == "3 July 2026, 19:05 (UTC)"
