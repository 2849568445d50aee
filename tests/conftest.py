from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import hypothesis
import pytest
import time_machine
from django.conf import settings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from diary.actions import (
    Agreement,
    add_member,
    create_clinic,
    let_in,
    open_diary,
    record_days,
    revoke,
)
from diary.models import Clinic, Patient, User
from diary.queries.notice import current_notice, notice_digest
from diary.terms.answers import Source
from diary.terms.clinics import Role
from tests.databases import ON_POSTGRESQL, Databases, cloned

# Machines are noisy: no example fails for being slow. Fixtures are made once for all examples.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("house")

# A password's hash is slow so that guessing is; tests have hundreds of them and nobody guesses.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

NEEDS_DATABASE = {"db", "committed"}
_names = count()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what touches a database runs again, and not what merely looks at a page."""
    for item in items:
        if "committed" in getattr(item, "fixturenames", ()):
            continue
        if "db" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.django_db)
    if ON_POSTGRESQL:
        needs = [item for item in items if _needs_database(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in needs])
        items[:] = needs


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Never a silent pass: what could not be tested is said."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("test_real_diaries" in report.nodeid for report in skipped):
        terminalreporter.write_line(
            "Real diaries were NOT tested: REAL_DIARIES names no folder with headache_logs.csv.", yellow=True
        )


def _needs_database(item: pytest.Item) -> bool:
    if item.get_closest_marker("looks") is not None:
        return False
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


# --- the clock ------------------------------------------------------------------------------


def standing_at(moment: datetime) -> Iterator[None]:
    # What was counted by this process at another time is no matter of this one.
    caches["process"].clear()
    with time_machine.travel(moment, tick=False):
        yield


@pytest.fixture
def tuesday_evening() -> Iterator[None]:
    """Tuesday 3 March 2026, 19:00 in London."""
    yield from standing_at(datetime(2026, 3, 3, 19, tzinfo=UTC))


@pytest.fixture
def june() -> Iterator[None]:
    """30 June 2026, 17 weeks after that Tuesday, on which `tests.treated` treats Pat first."""
    yield from standing_at(datetime(2026, 6, 30, 19, tzinfo=UTC))


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


def clinic_called(name: str) -> Clinic:
    """A clinic with an admin of its own."""
    admin = someone(f"admin-of-{name}".replace(" ", "-").lower())
    return create_clinic(by=None, name=name, admin=admin)


def clinician(name: str, clinic: Clinic, role: Role = Role.CLINICIAN) -> User:
    user = someone(name)
    add_member(by=None, clinic=clinic, user=user, role=role)
    return user


@pytest.fixture
def clinic(db: None) -> Clinic:
    """Where Doc works."""
    return clinic_called("Quiet Room")


@pytest.fixture
def adm(clinic: Clinic) -> User:
    """Runs that clinic, and keeps no diary."""
    return User.objects.get(memberships__clinic=clinic, memberships__role=Role.ADMIN)


@pytest.fixture
def inj(clinic: Clinic) -> User:
    """A nurse of that clinic, who injects and decides nothing."""
    return clinician("inj", clinic, Role.INJECTOR)


@pytest.fixture
def doc(pat: Patient, clinic: Clinic) -> User:
    """A clinician of the clinic that Pat lets in, who keeps no diary."""
    let_in(by=pat.user, patient=pat, clinic=clinic)
    return clinician("doc", clinic)


@pytest.fixture
def rev(pat: Patient) -> User:
    """A clinician of a clinic that Pat let in and then stopped."""
    clinic = clinic_called("Former Room")
    revoke(by=pat.user, grant=let_in(by=pat.user, patient=pat, clinic=clinic))
    return clinician("rev", clinic)


@pytest.fixture
def exp(pat: Patient) -> User:
    """A clinician of a clinic that Pat let in for three months, four months ago."""
    clinic = clinic_called("Expired Room")
    with time_machine.travel(timezone.now() - timedelta(days=124)):
        let_in(by=pat.user, patient=pat, clinic=clinic, months=3)
    return clinician("exp", clinic)


@pytest.fixture
def oth(db: None) -> User:
    """A clinician of a clinic that Pat never heard of."""
    return clinician("oth", clinic_called("Other Room"))


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
