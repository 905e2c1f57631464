"""Addresses of a person's letters and calendar."""

from django.urls import path

from cocreation.reminders import views

app_name = "reminders"
urlpatterns = [
    path("my/reminders/", views.settings, name="settings"),
    path("my/reminders/calendar/", views.open_feed, name="open_feed"),
    path("my/reminders/calendar/close/", views.close_feed, name="close_feed"),
    path("reminders/off/<str:token>/", views.off, name="off"),
    path("calendar/<str:token>.ics", views.feed, name="feed"),
    path(
        "initiatives/<uuid:public_id>/steps/<uuid:part_id>.ics",
        views.step,
        name="step",
    ),
]
