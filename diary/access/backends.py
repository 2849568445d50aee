from functools import cache
from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import Exists, OuterRef

from diary.models import Membership, User
from diary.terms.clinics import READ_DIARIES, Role

if TYPE_CHECKING:
    from django.db.models import QuerySet


class AccountBackend(AuthenticationBackend):
    """allauth's log-in by e-mail; the user comes with their own diary and work in one statement."""

    def get_user(self, user_id: int) -> User | None:
        user = _with_diary_and_work().filter(pk=user_id).first()
        return user if user is not None and user.is_active else None


# Made once: every request asks it, and building the two questions anew takes longer than their answers.
@cache
def _with_diary_and_work() -> "QuerySet[User]":
    work = Membership.objects.filter(user=OuterRef("pk"), ended__isnull=True)
    return User.objects.select_related("patient").annotate(
        reads_diaries=Exists(work.filter(role__in=READ_DIARIES)),
        runs_clinic=Exists(work.filter(role=Role.ADMIN)),
    )
