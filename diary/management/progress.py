"""How far a long command is, for whoever watches it."""

from types import TracebackType

from django.core.management.base import OutputWrapper

_WIDTH = 30


class Progress:
    """A bar that is drawn over itself on a terminal; elsewhere nothing at all."""

    def __init__(self, stream: OutputWrapper, steps: int, what: str) -> None:
        self._stream, self._steps, self._what = stream, steps, what
        self._shown = stream.isatty()
        self.done = 0

    def __enter__(self) -> "Progress":
        self._draw()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._write("\r\x1b[K")  # the line is left empty

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        self._draw()

    def _draw(self) -> None:
        filled = "#" * (_WIDTH * self.done // max(self._steps, 1))
        self._write(f"\r[{filled:.<{_WIDTH}}] {self.done:,} of {self._steps:,} {self._what}")

    def _write(self, text: str) -> None:
        if self._shown:
            self._stream.write(text, style_func=str, ending="")
            self._stream.flush()
