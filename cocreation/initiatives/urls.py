"""Addresses of initiatives: one for each page, each usable without script."""

from django.urls import path, register_converter

from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.views import advice, checklists, lists, pages, partners, people, placing
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
    path("", lists.index, name="index"),
    path("map/", lists.all_on_one_map, name="map"),
    path("new/", pages.new, name="new"),
    path("<uuid:public_id>/", pages.detail, name="detail"),
    path("<uuid:public_id>/about/", pages.about, name="about"),
    path("<uuid:public_id>/partners/", partners.partners, name="partners"),
    path("<uuid:public_id>/partners/<uuid:partner_id>/", partners.partner, name="partner"),
    path(
        "<uuid:public_id>/partners/<uuid:partner_id>/remove/",
        partners.remove_partner,
        name="remove_partner",
    ),
    path(
        "<uuid:public_id>/partners/<uuid:partner_id>/restore/",
        partners.restore_partner,
        name="restore_partner",
    ),
    path("<uuid:public_id>/people/", people.people, name="people"),
    path("<uuid:public_id>/people/<uuid:person_id>/name/", people.name_person, name="name_person"),
    path(
        "<uuid:public_id>/people/<uuid:person_id>/remove/",
        people.remove_person,
        name="remove_person",
    ),
    path("<uuid:public_id>/place/", placing.place, name="place"),
    path("<uuid:public_id>/place/<method:method>/", placing.place_by, name="place_by"),
    path("<uuid:public_id>/trail/", placing.trail, name="trail"),
    path(
        "<uuid:public_id>/trail/<uuid:assessment_id>/withdraw/", placing.withdraw, name="withdraw"
    ),
    path(
        "<uuid:public_id>/trail/<uuid:assessment_id>/restore/",
        placing.restore_assessment,
        name="restore_assessment",
    ),
    path("<uuid:public_id>/advice/", advice.advice, name="advice"),
    path("<uuid:public_id>/advice/maturity/", advice.maturity, name="maturity"),
    path(
        "<uuid:public_id>/citizen-decision/", checklists.citizen_decision, name="citizen_decision"
    ),
    path("<uuid:public_id>/delete/", pages.delete, name="delete"),
    path("<uuid:public_id>/restore/", pages.restore, name="restore"),
    path("<uuid:public_id>/<kind:kind>/", checklists.checklist, name="checklist"),
    path("<uuid:public_id>/<kind:kind>/<slug:section_id>/", checklists.checklist, name="section"),
]
