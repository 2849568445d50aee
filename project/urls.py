from django.urls import include, path

urlpatterns = [
    path("", include("diary.web.urls")),
    path("account/", include("diary.web.account_urls")),
    path("api/v1/", include("diary.api.urls")),
]

handler400 = "diary.web.errors.bad_request"
handler403 = "diary.web.errors.forbidden"
handler404 = "diary.web.errors.not_found"
handler500 = "diary.web.errors.server_error"
