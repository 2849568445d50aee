"""Bare views: the same middleware, settings and worker, doing the least possible."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from diary.access.policy import FORM, READ, Rule, Who
from diary.models import Notice
from project.urls import urlpatterns as ours


def page(request: HttpRequest) -> HttpResponse:
    """The layout that every page has, and one variable in it, for somebody signed in."""
    return render(request, "bare.html", {"answer": "headache"})


def line(request: HttpRequest) -> HttpResponse:
    """A template of one line."""
    return render(request, "line.html", {"answer": "headache"})


def save(request: HttpRequest) -> HttpResponse:
    """One row from a form, and back to the page."""
    Notice.objects.create(digest=request.POST["operation"], text=request.POST["headache"])
    return redirect("bare-page")


class NoticeSerializer(serializers.ModelSerializer[Notice]):
    class Meta:
        model = Notice
        fields = ("digest", "text")


class BareAPI(APIView):
    """One row from JSON, through a serializer."""

    def put(self, request: Request) -> Response:
        serializer = NoticeSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


urlpatterns = [
    *ours,
    path("bare/page", page, name="bare-page"),
    path("bare/line", line, name="bare-line"),
    path("bare/save", save, name="bare-save"),
    path("api/bare", BareAPI.as_view(), name="bare-api"),
]

handler400 = "diary.web.errors.bad_request"
handler403 = "diary.web.errors.forbidden"
handler404 = "diary.web.errors.not_found"
handler500 = "diary.web.errors.server_error"

ROWS = {
    "bare-page": Rule(Who.SIGNED_IN, READ),
    "bare-line": Rule(Who.SIGNED_IN, READ),
    "bare-save": Rule(Who.SIGNED_IN, FORM),
    "bare-api": Rule(Who.SIGNED_IN, READ | {"PUT"}),
}
