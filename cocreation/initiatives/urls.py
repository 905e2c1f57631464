"""Addresses of initiatives: one for each page, each usable without script."""

from django.urls import path, register_converter

from cocreation.initiatives import views
from cocreation.initiatives.checklist import Kind
from typology.placement import Method


class _OneOf:
    """Match a closed set of words; anything else is no page."""

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


class KindConverter(_OneOf):
    regex = "|".join(Kind)


class MethodConverter(_OneOf):
    regex = "|".join((Method.QUICK, Method.CAREFUL, Method.MAP))


register_converter(KindConverter, "kind")
register_converter(MethodConverter, "method")

app_name = "initiatives"
urlpatterns = [
    path("", views.index, name="index"),
    path("new/", views.new, name="new"),
    path("<uuid:public_id>/", views.detail, name="detail"),
    path("<uuid:public_id>/about/", views.about, name="about"),
    path("<uuid:public_id>/partners/", views.partners, name="partners"),
    path("<uuid:public_id>/partners/<uuid:partner_id>/", views.partner, name="partner"),
    path("<uuid:public_id>/partners/<uuid:partner_id>/remove/", views.remove_partner, name="remove_partner"),
    path("<uuid:public_id>/partners/<uuid:partner_id>/restore/", views.restore_partner, name="restore_partner"),
    path("<uuid:public_id>/place/", views.place, name="place"),
    path("<uuid:public_id>/place/<method:method>/", views.place_by, name="place_by"),
    path("<uuid:public_id>/trail/", views.trail, name="trail"),
    path("<uuid:public_id>/trail/<uuid:assessment_id>/withdraw/", views.withdraw, name="withdraw"),
    path("<uuid:public_id>/trail/<uuid:assessment_id>/restore/", views.restore_assessment, name="restore_assessment"),
    path("<uuid:public_id>/advice/", views.advice, name="advice"),
    path("<uuid:public_id>/advice/maturity/", views.maturity, name="maturity"),
    path("<uuid:public_id>/citizen-decision/", views.citizen_decision, name="citizen_decision"),
    path("<uuid:public_id>/delete/", views.delete, name="delete"),
    path("<uuid:public_id>/restore/", views.restore, name="restore"),
    path("<uuid:public_id>/<kind:kind>/", views.checklist, name="checklist"),
    path("<uuid:public_id>/<kind:kind>/<slug:section_id>/", views.checklist, name="section"),
]
