"""Plotly's own script, served out of its installed package: nothing of it is copied into this house."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "plotly.min.js"
PREFIX = "plotly"


class PlotlyFinder(BaseFinder):
    """Finds `plotly/plotly.min.js`. The package is not imported: that would cost 0.1 s and 20 MB."""

    def __init__(self, *args: Any, **options: Any) -> None:
        spec = find_spec("plotly")
        folder = Path(spec.origin).parent / "package_data" if spec and spec.origin else None
        self.storage = FileSystemStorage(location=folder)
        self.storage.prefix = PREFIX  # type: ignore[attr-defined]

    def check(self, **options: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **options: Any) -> Any:
        found = self.storage.path(NAME) if path == f"{PREFIX}/{NAME}" else None
        return [found] if found and find_all else found or []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, Any]]:
        yield NAME, self.storage
