"""Pages as they are read."""

import re


def text(response) -> str:
    """What a page says, without its tags."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", body)
