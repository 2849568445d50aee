from allauth.account.auth_backends import AuthenticationBackend

from diary.models import User


class AccountBackend(AuthenticationBackend):
    """allauth's log-in by e-mail; the user comes with their own diary in one statement."""

    def get_user(self, user_id: int) -> User | None:
        user = User.objects.select_related("patient").filter(pk=user_id).first()
        return user if user is not None and user.is_active else None
