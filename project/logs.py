"""Structured logs that cannot carry health data: a line has the fields listed here, no others.

Messages are logged as their templates, without the values; of an exception its class and the
places it passed, not its text. A database's error text can quote the row it refused.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path

# Field -> what its value may be. Django's own records carry a whole request under "request", and
# would be written out with its address.
ALLOWED: dict[str, type | tuple[type, ...]] = {
    "route": str,
    "method": str,
    "status": int,
    "milliseconds": (int, float),
    "request": str,
    "count": int,
}

# What gunicorn says of its own life: a pid, a signal, the address it listens on. Nothing of a request.
LIFECYCLE = frozenset(
    {
        "Starting gunicorn %s",
        "Listening at: %s (%s)",
        "Using worker: %s",
        "Booting worker with pid: %s",
        "Worker exiting (pid: %s)",
        "WORKER TIMEOUT (pid:%s)",
        "Worker (pid:%s) exited with code %s.",
        "Worker (pid:%s) was sent %s!",
        "Worker (pid:%s) was sent %s! Perhaps out of memory?",
        "Handling signal: %s",
        "Shutting down: %s",
        "Connection in use: %s",
        "Invalid address: %s",
        "Can't connect to %s",
    }
)

HOUSE = Path(__file__).resolve().parent.parent


class AllowedFields(logging.Formatter):
    """One JSON object a line: time, level, logger, message template and the allowed fields."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            # The template only: its arguments may be a path, an address or a row. A message
            # formatted by its caller (no arguments, unknown origin) is not told from one, so
            # messages are kept only from our own loggers and from templates with arguments.
            "message": _message(record),
        }
        for field, kind in ALLOWED.items():
            if isinstance(value := record.__dict__.get(field), kind):
                line[field] = value
        # So is a refusal's status in the records that Django writes itself.
        if isinstance(status := record.__dict__.get("status_code"), int):
            line.setdefault("status", status)
        if record.exc_info and record.exc_info[0] is not None:
            line["exception"] = _exception(record.exc_info[0], record.exc_info[2])
        return json.dumps({key: value for key, value in line.items() if value != ""}, default=str)


def _message(record: logging.LogRecord) -> str:
    if record.name == "gunicorn.error" and record.msg in LIFECYCLE:
        return record.getMessage()
    return record.msg if _is_template(record) else ""


def _is_template(record: logging.LogRecord) -> bool:
    return isinstance(record.msg, str) and (bool(record.args) or record.name.startswith("diary"))


def _exception(kind: type[BaseException], trace: object) -> dict[str, object]:
    frames = traceback.extract_tb(trace)  # type: ignore[arg-type]
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    return {"class": f"{kind.__module__}.{kind.__qualname__}", "places": places}


def _short(filename: str) -> str:
    """A path from the house or from the library's own name on, not from the machine's root."""
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(HOUSE)) if path.is_relative_to(HOUSE) else path.name
