"""Every check that is not a test, with one line each: `python -m tests.house.all_checks`."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent.parent
BIN = Path(sys.executable).parent


def templates() -> list[str]:
    return [str(path.relative_to(HERE)) for path in sorted((HERE / "templates").rglob("*.html"))]


CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "lint": ["ruff", "check", "--quiet", "."],
    "templates": ["djade", "--check", "--target-version", "5.2", *templates()],
    "types": ["mypy"],
    "imports": ["lint-imports"],
    "django": ["python", "manage.py", "check", "--fail-level", "WARNING"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "translations": ["python", "manage.py", "translations", "check"],
}


def main() -> int:
    """Run each check; print what the failing ones said. 1 when any failed."""
    failed = False
    for name, (program, *arguments) in CHECKS.items():
        began = time.perf_counter()
        command = [str(shutil.which(program, path=str(BIN)) or program), *arguments]
        run = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
        print(f"{'ok    ' if run.returncode == 0 else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)
        if run.returncode:
            failed = True
            print(run.stdout, run.stderr, sep="\n", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
