"""The account pages of allauth that this product has, one by one; it brings others."""

from allauth.account import views
from allauth.usersessions.views import list_usersessions
from django.urls import path

from diary.web.codes import (
    ForgottenPassword,
    ForgottenPasswordCode,
    NewAddress,
    confirm_address,
)

urlpatterns = [
    path("signup/", views.signup, name="account_signup"),
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("email/", NewAddress.as_view(), name="account_email"),
    path("confirm-email/", confirm_address, name="account_email_verification_sent"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", ForgottenPassword.as_view(), name="account_reset_password"),
    path(
        "password/reset/confirm/",
        ForgottenPasswordCode.as_view(),
        name="account_confirm_password_reset_code",
    ),
    path(
        "password/reset/complete/",
        views.complete_password_reset,
        name="account_complete_password_reset",
    ),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_password_reset_completed",
    ),
    path("sessions/", list_usersessions, name="usersessions_list"),
]
