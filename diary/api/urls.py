from django.urls import path
from drf_spectacular.views import SpectacularJSONAPIView

from diary.api import days, outcome

urlpatterns = [
    path("patients/<slug:code>/days", days.DaysView.as_view(), name="api-days"),
    path("patients/<slug:code>/days/<str:date>", days.DayView.as_view(), name="api-day"),
    path("patients/<slug:code>/outcome", outcome.OutcomeView.as_view(), name="api-outcome"),
    path("schema", SpectacularJSONAPIView.as_view(), name="api-schema"),
]
