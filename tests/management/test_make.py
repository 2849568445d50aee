"""The Makefile's own sentences, and that an old make understands it."""

import os
import re
import shutil
import subprocess

import pytest

from tests.management.running import HERE


def make(folder, *arguments):
    """`make` in a fresh copy, whatever make these tests were started by."""
    for name in ("Makefile", "requirements.txt"):
        shutil.copy(HERE / name, folder / name)
    own = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    run = ["make", *arguments]
    return subprocess.run(run, cwd=folder, env=own, capture_output=True, text=True, timeout=60, check=False)


def python_that(folder, script):
    path = folder / "some-python"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return f"PYTHON={path}"


@pytest.mark.parametrize(
    ("script", "sentence"),
    [
        (None, "Python 3.11 or newer is needed and none was found."),
        ("exit 1", "is missing or older than Python 3.11."),
        ('case "$*" in *ensurepip*) exit 1;; esac', "apt install python3-venv"),
    ],
)
def test_what_a_machine_lacks_is_one_sentence(tmp_path, script, sentence):
    python = "PYTHON=" if script is None else python_that(tmp_path, script)
    failed = make(tmp_path, "run", python)
    assert failed.returncode == 2
    lines = [line for line in failed.stderr.splitlines() if not line.startswith("make:")]
    assert len(lines) == 1
    assert sentence in lines[0]


def test_help_lists_the_targets(tmp_path):
    listed = [line.split()[:2] for line in make(tmp_path, "help").stdout.splitlines()]
    for target in ("run", "test", "check", "bench", "serve", "help"):
        assert ["make", target] in listed


def test_what_stops_make_stops_the_server_too():
    """No shell stands between them that would end alone and leave the server with the port."""
    commands = re.findall(r"^\t@(.*manage\.py (?:serve|run_local).*)$", (HERE / "Makefile").read_text(), re.M)
    assert len(commands) == 2
    assert not [command for command in commands if "=" in command.split()[0] and " exec " not in command]


def test_gnu_make_3_81_understands_it():
    newer = re.compile(r"^\.ONESHELL|^\S+ *!= |^\S+ *::= |\$\((file|guile) |^\.RECIPEPREFIX", re.MULTILINE)
    assert not newer.search((HERE / "Makefile").read_text())
