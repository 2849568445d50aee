"""Browsers in plain words, and what is not plain as it is."""

import pytest

from diary.wording.devices import device_in_words

MOZILLA = "Mozilla/5.0"


@pytest.mark.parametrize(
    ("user_agent", "said"),
    [
        (f"{MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            f"{MOZILLA} (Linux; Android 10; K) AppleWebKit/537.36 Chrome/139.0.0.0 Mobile Safari/537.36",
            "Chrome on Android",
        ),
        (
            f"{MOZILLA} (Linux; Android 15; SM-S931B) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
            "Samsung Internet on Android",
        ),
        (
            f"{MOZILLA} (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        (f"{MOZILLA} (iPhone; CPU iPhone OS 18_5) CriOS/139.0 Mobile Safari/604.1", "Chrome on iPhone"),
        (f"{MOZILLA} (Windows NT 10.0; Win64) Chrome/139.0.0.0 Safari/537.36 Edg/139.0", "Edge on Windows"),
        (f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) Version/18.5 Safari/605.1.15", "Safari on Mac"),
        ("curl/8.5.0", "curl/8.5.0"),
        (f"{MOZILLA} (Windows NT 10.0) SomethingElse/1", f"{MOZILLA} (Windows NT 10.0) SomethingElse/1"),
        ("", "Unknown device"),
    ],
)  # fmt: skip
def test_a_browser_is_told_plainly_or_as_it_is(user_agent, said):
    assert device_in_words(user_agent) == said
