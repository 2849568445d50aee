"""What no other tool holds: small rooms, no clock in the core, no writing in doors."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent.parent
OURS = [path for room in ("diary", "project", "tests") for path in sorted((HERE / room).rglob("*.py"))]
DOORS = [path for room in ("web", "api") for path in (HERE / "diary" / room).rglob("*.py")]
CORE = [path for room in ("terms", "analytics") for path in (HERE / "diary" / room).rglob("*.py")]
SCRIPTS = sorted((HERE / "static").rglob("*.js"))

COHORT = ("diary.analytics.cohort", "diary.queries.cohort")
CLOCKS = {"now", "today", "utcnow", "localdate", "localtime", "time", "monotonic"}


def names(path: Path) -> str:
    return str(path.relative_to(HERE))


@pytest.mark.parametrize("path", OURS + SCRIPTS, ids=names)
def test_files_stay_small(path):
    assert len(path.read_text().splitlines()) <= 400


@pytest.mark.parametrize("path", DOORS, ids=names)
def test_doors_do_not_touch_tables(path):
    assert ".objects" not in path.read_text()


@pytest.mark.parametrize("path", DOORS, ids=names)
def test_doors_read_anothers_diary_only_by_the_verb_that_records_it(path):
    called = re.findall(r"\bpatient_for_reading\(([^)]*)\)", path.read_text())
    assert set(called) <= {"request.user, ME"}


@pytest.mark.parametrize("path", CORE, ids=names)
def test_the_core_reads_no_clock_and_no_file(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in CLOCKS | {"open", "read_text", "getenv"}, f"line {node.lineno}: {called}"


def test_who_needs_no_cohort_does_not_load_numpy(tmp_path):
    modules = [names(path)[: -len(".py")].replace("/", ".") for path in (HERE / "diary").rglob("*.py")]
    others = [name for name in modules if not name.startswith(COHORT)]
    imports = "[__import__(name) for name in sys.argv[1:]]"
    script = f"import sys, project.wsgi; {imports}; print('numpy' in sys.modules)"
    environment = os.environ | {"DIARY_RUN_LOCAL": "1", "DIARY_LOCAL_DIR": str(tmp_path)}
    command = [sys.executable, "-c", script, *others]
    said = subprocess.check_output(command, cwd=HERE, env=environment, text=True)
    assert said == "False\n"


def test_days_are_written_by_one_verb_only():
    writing = re.compile(
        r"\bDay\.objects\b[^=]*?\.(bulk_create|create|update|delete|get_or_create)\(", re.DOTALL
    )
    writers = {names(path) for path in (HERE / "diary").rglob("*.py") if writing.search(path.read_text())}
    assert writers == {"diary/actions/storing.py"}


def test_there_are_no_drawers():
    drawers = {"utils", "helpers", "common", "misc", "manager", "lib"}
    assert not [names(path) for path in OURS if path.stem in drawers]


def test_the_top_level_is_fixed():
    rooms = {
        path.name for path in HERE.iterdir() if not path.name.startswith(".") and path.name != "__pycache__"
    }
    assert rooms <= {
        "diary", "project", "templates", "static", "tests", "docs",
        "manage.py", "pyproject.toml", "requirements.txt", "requirements-test.txt", "Makefile",
        "README.md", "CHANGELOG.md", "LICENSE", "SECURITY.md",
    }  # fmt: skip


def test_no_database_and_no_key_is_in_the_repository():
    # An archive of the sources has nothing that could be committed; `make test` in a clone always looks.
    if not (HERE / ".git").exists():
        pytest.skip("an archive of the sources, not a repository: there is no list of what is committed")
    listed = subprocess.check_output(["git", "ls-files"], cwd=HERE, text=True).splitlines()
    kept = re.compile(r"^\.local|\.sqlite3|(^|/)(seal|secret)_key$|\.pem$|(^|/)\.env")
    assert not [name for name in listed if kept.search(name)]


def test_templates_hold_no_style_and_no_script_of_their_own():
    inline = re.compile(r"<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    for path in (HERE / "templates").rglob("*.html"):
        assert not inline.search(path.read_text()), names(path)


def test_every_dependency_has_its_reason_beside_it():
    lines = (HERE / "pyproject.toml").read_text().split("[tool.", 1)[0].splitlines()
    previous = ""
    for line in lines:
        if re.match(r'    "[A-Za-z]', line):
            assert "# " in line or previous.strip().startswith("#"), line
        previous = line


def test_passwords_are_hashed_as_django_does_it():
    assert "PASSWORD_HASHERS" not in (HERE / "project" / "settings.py").read_text()


def test_locks_name_no_host():
    for lock in HERE.glob("requirements*.txt"):
        assert "://" not in lock.read_text()
