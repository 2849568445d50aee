"""A PDF as its readers find it: words, tags, attachments, and what it says of itself."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PdfReader


def close(text: str) -> str:
    """`text` without any blank: where a line of the document breaks does not matter."""
    return re.sub(r"\s+", "", text)


class Paper:
    def __init__(self, content: bytes) -> None:
        self.pdf = PdfReader(io.BytesIO(content))
        self.root: Any = self.pdf.trailer["/Root"]
        self.pages = len(self.pdf.pages)
        self.text = " ".join(" ".join(page.extract_text() for page in self.pdf.pages).split())

    def says(self, sentence: str) -> bool:
        return close(sentence) in close(self.text)

    @property
    def about_itself(self) -> str:
        return self.root["/Metadata"].get_data().decode()

    @property
    def attachments(self) -> dict[str, list[bytes]]:
        return dict(self.pdf.attachments)

    def tags(self) -> Iterator[tuple[str, str]]:
        """Each tag, and the text that stands for what it holds."""
        return self._tags(self.root["/StructTreeRoot"])

    def _tags(self, node: Any) -> Iterator[tuple[str, str]]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from self._tags(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"], node.get("/Alt", "")
            if "/K" in node:
                yield from self._tags(node["/K"])
