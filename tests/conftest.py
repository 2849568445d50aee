from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
from django.test import Client
from django.utils import timezone

from diary.actions import Agreement, open_diary, record_days
from diary.models import Patient, User
from diary.queries.notice import current_notice, notice_digest
from diary.terms.answers import Source
from tests.databases import ON_POSTGRESQL, Databases, cloned

# Machines are noisy: no example fails for being slow. Fixtures are made once for all examples.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("house")

NEEDS_DATABASE = {"db", "committed"}
_names = count()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database runs again."""
    for item in items:
        if "committed" in getattr(item, "fixturenames", ()):
            continue
        if "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)
    if ON_POSTGRESQL:
        needs = [item for item in items if _needs_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in needs])
        items[:] = needs


def _needs_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return bool(names & NEEDS_DATABASE) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def databases(
    tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: Any
) -> Iterator[Any]:
    """A migrated template, and clones of it."""
    made = Databases(Path(tmp_path_factory.mktemp("databases")), worker_id)
    with django_db_blocker.unblock():
        made.make_template()
    yield made
    with django_db_blocker.unblock():
        made.drop("template")


@pytest.fixture(scope="session")
def django_db_setup(databases: Any, django_db_blocker: Any) -> Iterator[None]:
    """The database of tests that are rolled back."""
    with django_db_blocker.unblock(), cloned(databases, "rolled_back"):
        yield


@pytest.fixture
def committed(databases: Any, django_db_blocker: Any) -> Iterator[None]:
    """A database of this test's own, in which "saved" is really committed."""
    with django_db_blocker.unblock(), cloned(databases, f"committed_{next(_names)}"):
        yield


# --- the cast -------------------------------------------------------------------------------


def someone(name: str) -> User:
    return User.objects.create_user(f"{name}@example.org")


def with_diary(name: str, zone: str = "Europe/London") -> Patient:
    notice = current_notice()
    agreement = Agreement(notice_digest(notice), timezone.now())
    return open_diary(by=someone(name), zone=zone, notice=notice, agreement=agreement)


@pytest.fixture
def pat(db: None) -> Patient:
    """Keeps a diary."""
    return with_diary("pat")


@pytest.fixture
def eve(db: None) -> Patient:
    """Keeps a diary too, and is a stranger to Pat."""
    return with_diary("eve")


@pytest.fixture
def nils(db: None) -> User:
    """Has an account and no diary."""
    return someone("nils")


@pytest.fixture
def as_() -> Callable[[Patient | User | None], Client]:
    """A browser in which somebody is logged in, or nobody."""

    def browser(person: Patient | User | None) -> Client:
        client = Client()
        user = person.user if isinstance(person, Patient) else person
        if user is not None:
            client.force_login(user, backend="diary.access.backends.AccountBackend")
        return client

    return browser


@pytest.fixture
def log() -> Callable[..., Any]:
    """Write answers into a diary by its owner's own hand."""

    def write(patient: Patient, *answers: Any, **options: Any) -> Any:
        options = {"by": patient.user, "source": Source.PAGE, "operation": uuid4()} | options
        return record_days(patient=patient, answers=list(answers), **options)

    return write
