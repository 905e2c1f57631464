"""Addresses of initiatives and of my page: one for each page, each usable without script."""

from django.urls import URLPattern, include, path, register_converter

from cocreation.initiatives.checklist import Kind
from cocreation.initiatives.forms.parts import PART_KINDS, PartKind
from cocreation.initiatives.views import (
    advice,
    checklists,
    comments,
    comparing,
    files,
    handing_over,
    history,
    invitations,
    lists,
    mine,
    pages,
    parts,
    people,
    placing,
    plan,
    templates,
    versions,
)
from cocreation.people.access import Involvement
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


class InvolvementConverter(_OneOf):
    regex = "|".join(Involvement)


register_converter(InvolvementConverter, "involvement")
register_converter(KindConverter, "kind")
register_converter(MethodConverter, "method")


def addresses_of(kind: PartKind) -> list[URLPattern]:
    """Return the four addresses of one kind of row: `steps`, `step`, and off the list and back."""
    rows, row = f"<uuid:public_id>/{kind.words}/", f"<uuid:public_id>/{kind.words}/<uuid:part_id>/"
    it = {"kind": kind.word}
    return [
        path(rows, parts.parts, it, name=kind.words),
        path(row, parts.part, it, name=kind.word),
        path(f"{row}remove/", parts.remove_part, it, name=f"remove_{kind.word}"),
        path(f"{row}restore/", parts.restore_part, it, name=f"restore_{kind.word}"),
    ]


app_name = "initiatives"
initiatives = [
    path("", lists.index, name="index"),
    path("map/", lists.all_on_one_map, name="map"),
    path("new/", templates.new, name="new"),
    path("bin/", history.deleted, name="bin"),
    path("templates/", templates.templates, name="templates"),
    path("templates/<uuid:template_id>/", templates.template, name="template"),
    path("templates/<uuid:template_id>/remove/", templates.remove_template, name="remove_template"),
    path(
        "templates/<uuid:template_id>/restore/",
        templates.restore_template,
        name="restore_template",
    ),
    path("compare/", comparing.two, name="compare_two"),
    path("<uuid:public_id>/", pages.detail, name="detail"),
    path("<uuid:public_id>/about/", pages.about, name="about"),
    path("<uuid:public_id>/plan/", plan.plan, name="plan"),
    *(address for kind in PART_KINDS.values() for address in addresses_of(kind)),
    path("<uuid:public_id>/steps/<uuid:part_id>/done/", parts.do_step, name="do_step"),
    path("<uuid:public_id>/steps/<uuid:part_id>/not-done/", parts.undo_step, name="undo_step"),
    path("<uuid:public_id>/files/", files.files, name="files"),
    path("<uuid:public_id>/files/<uuid:file_id>/", files.file, name="file"),
    path("<uuid:public_id>/files/<uuid:file_id>/remove/", files.remove_file, name="remove_file"),
    path("<uuid:public_id>/files/<uuid:file_id>/restore/", files.restore_file, name="restore_file"),
    path("<uuid:public_id>/comments/", comments.comments, name="comments"),
    *(
        path(f"<uuid:public_id>/comments/<uuid:comment_id>/{end}", view, name=name)
        for end, view, name in (
            ("", comments.comment, "comment"),
            ("answer/", comments.answer_comment, "answer_comment"),
            ("remove/", comments.remove_comment, "remove_comment"),
            ("restore/", comments.restore_comment, "restore_comment"),
            ("resolve/", comments.resolve_comment, "resolve_comment"),
            ("reopen/", comments.reopen_comment, "reopen_comment"),
        )
    ),
    path("<uuid:public_id>/people/", people.people, name="people"),
    path("<uuid:public_id>/people/invite/", people.invite_person, name="invite_person"),
    path("<uuid:public_id>/people/<uuid:person_id>/", people.person, name="person"),
    path(
        "<uuid:public_id>/people/<uuid:person_id>/as/<involvement:involvement>/",
        people.name_person,
        name="name_person",
    ),
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
    path("<uuid:public_id>/compare/", comparing.days, name="compare_days"),
    path("<uuid:public_id>/history/", history.history, name="history"),
    path("<uuid:public_id>/history/<int:change_id>/use/", history.use, name="use_again"),
    path("<uuid:public_id>/versions/", versions.versions, name="versions"),
    path("<uuid:public_id>/versions/compare/", versions.compare_versions, name="compare_versions"),
    path("<uuid:public_id>/versions/<uuid:version_id>/", versions.version, name="version"),
    path("<uuid:public_id>/template/", templates.save_template, name="save_template"),
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

urlpatterns = [
    path("my/", mine.mine, name="mine"),
    path("initiatives/", include(initiatives)),
    path("invitations/<slug:token>/", invitations.invitation, name="invitation"),
    path(
        "invitations/<uuid:invitation_id>/remind/",
        invitations.remind_invited,
        name="remind_invited",
    ),
    path(
        "invitations/<uuid:invitation_id>/withdraw/",
        invitations.withdraw_invited,
        name="withdraw_invited",
    ),
    path(
        "invitations/<uuid:invitation_id>/restore/",
        invitations.restore_invited,
        name="restore_invited",
    ),
    path(
        "organisations/<uuid:organisation_id>/members/<uuid:member_id>/hand-over/",
        handing_over.hand_over_page,
        name="hand_over",
    ),
]
