"""A real Chromium: the system's, Playwright's own, or on Debian as root a fresh package."""

import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

from playwright.sync_api import sync_playwright

ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
HOW_TO_INSTALL = (
    "The browser tests need Chromium and none was found. Install one:\n"
    "    .venv/bin/playwright install --with-deps chromium\n"
    "or name one: CHROMIUM=/path/to/chromium make test"
)
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_or_install() -> str | None:
    """The path of a Chromium; installs Debian's package where there is none and that is possible."""
    if (found := find()) is not None:
        return found
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium found: installing Debian's package (a minute or two) ...", flush=True)
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL)
        find.cache_clear()
    return find()


@lru_cache
def find() -> str | None:
    """The path of a Chromium that is there already."""
    if (named := os.environ.get("CHROMIUM")) is not None:
        return named if Path(named).is_file() else None
    for name in ("chromium", "google-chrome", *ON_MACOS):
        if (path := shutil.which(name)) is not None:
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).is_file() else None
