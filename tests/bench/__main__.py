"""`make bench`: every figure an issue names, with its goal. Each part is a process of its own."""

import os
import subprocess
import sys

from tests.on_postgresql import server

PARTS = ("requests", "outcome", "cohort", "reports", "memory", "fsyncs", "writers")


def part(name: str, **environment: str) -> int:
    command = [sys.executable, "-m", f"tests.bench.{name}"]
    return subprocess.run(command, env=os.environ | environment, check=False).returncode


def main() -> int:
    """0 when every goal is met."""
    codes = [part(name) for name in PARTS]
    with server() as postgresql:
        codes.append(part("writers", **postgresql))
    return max(codes)


if __name__ == "__main__":
    sys.exit(main())
