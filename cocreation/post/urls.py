"""Addresses of the demo's outbox."""

from django.urls import path

from cocreation.post import views

app_name = "post"
urlpatterns = [
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:letter_id>/", views.letter, name="letter"),
    path("outbox/<uuid:letter_id>/as-sent/", views.as_sent, name="as_sent"),
]
