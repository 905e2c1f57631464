"""Addresses of one's own data, of the record, and of how long an organisation keeps things."""

from django.urls import path

from cocreation.protection import views

app_name = "protection"
ONE = "organisations/<uuid:organisation_id>/"
urlpatterns = [
    path("my/data/", views.my_data, name="my_data"),
    path("my/data/my-data.json", views.download, name="download"),
    path("my/data/erase/", views.erase_me, name="erase"),
    path(f"{ONE}members/<uuid:member_id>/data/", views.member_data, name="member_data"),
    path(f"{ONE}members/<uuid:member_id>/reopen/", views.reopen_account, name="reopen"),
    path(f"{ONE}retention/", views.retention, name="retention"),
    path("privacy/record/", views.record, name="record"),
]
