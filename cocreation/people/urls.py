"""Addresses of sign-in, of passwords and language, and of organisations with their members."""

from django.contrib.auth.views import LogoutView
from django.urls import path, register_converter

from cocreation.people.models import Membership
from cocreation.people.views import members, organisations, signing_in


class LevelConverter:
    """Match a level; any other word is no page."""

    regex = "|".join(Membership.Level.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(LevelConverter, "level")

app_name = "people"
ONE = "organisations/<uuid:organisation_id>/"
urlpatterns = [
    path("login/", signing_in.SignIn.as_view(), name="login"),
    path("login/demo/<slug:person>/", signing_in.demo_login, name="demo_login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/", signing_in.forgotten, name="forgotten"),
    path("password/<uidb64>/<token>/", signing_in.ChoosePassword.as_view(), name="choose_password"),
    path("language/", signing_in.choose_language, name="language"),
    path("organisations/", organisations.organisations, name="organisations"),
    path(ONE, organisations.organisation, name="organisation"),
    path(f"{ONE}about/", organisations.change_organisation, name="change_organisation"),
    path(f"{ONE}clients/", organisations.open_client, name="open_client"),
    path(f"{ONE}units/", organisations.units, name="units"),
    path(f"{ONE}units/<uuid:unit_id>/", organisations.unit, name="unit"),
    path(f"{ONE}units/<uuid:unit_id>/remove/", organisations.remove_unit, name="remove_unit"),
    path(f"{ONE}units/<uuid:unit_id>/restore/", organisations.restore_unit, name="restore_unit"),
    path(f"{ONE}invite/", members.invite_members, name="invite"),
    path(f"{ONE}members/<uuid:member_id>/", members.change_level, name="change_level"),
    path(f"{ONE}members/<uuid:member_id>/restore/", members.restore_member, name="restore_member"),
    path(f"{ONE}members/<uuid:member_id>/<level:level>/", members.set_level, name="set_level"),
]
