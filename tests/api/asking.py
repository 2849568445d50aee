"""What tests of the API ask and read."""

DAY = "/api/v1/patients/me/days/2026-03-03"
DAYS = "/api/v1/patients/me/days"


def codes(response):
    """Field -> the code of its refusal."""
    return {field: refusal["code"] for field, refusal in response.json()["fields"].items()}


def put(ask, body, version=0, path=DAY, **headers):
    return ask("PUT", path, body, If_Match=f'"{version}"', **headers)
