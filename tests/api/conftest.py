"""A program of Pat's own, on a Tuesday evening."""

import json
from uuid import uuid4

import pytest


@pytest.fixture
def ask(pat, as_, tuesday_evening):
    """Ask as Pat: method, path, body and headers; a fresh operation id each time."""
    client = as_(pat)

    def ask(method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        headers = {"Idempotency-Key": str(uuid4())} | headers
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        sent = {name: value for name, value in headers.items() if value is not None}
        return client.generic(method, path, data, content_type="application/json", headers=sent)

    return ask
