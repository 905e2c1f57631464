"""Who gets which answer where: one table of every address, and what is open to all."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cocreation.initiatives.handing_over import Responsibilities
from cocreation.initiatives.keeping import keep, save_as_template
from cocreation.initiatives.models import Initiative
from cocreation.people.models import Organisation, User
from tests.make import (
    PART_VALUES,
    make_assessment,
    make_client,
    make_comment,
    make_file,
    make_initiative,
    make_invitation,
    make_named,
    make_offer,
    make_part,
    make_partner,
    make_personal_link,
    make_shared_link,
    make_unit,
)
from tests.reading import Page, status_of

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "charlie", "reader", "bob", "admin")
EVERYONE_READS = (200, 200, 200, 200, 200)
MEMBERS_READ = (302, 404, 200, 200, 200)
EDITORS_READ = (302, 404, 403, 200, 200)
EDITORS_WRITE = (302, 404, 403, 302, 302)
ADMINS_READ = (302, 404, 403, 403, 200)
ADMINS_WRITE = (302, 404, 403, 403, 302)
NOBODY_FINDS = (404, 404, 404, 404, 404)
MEMBERS_TALK = (302, 404, 302, 302, 302)
PARTS = ("partner", "risk", "step", "meeting", "link")
"""The kinds of rows, each with the same addresses."""

TABLE: dict[str, dict[str, tuple[int, ...]]] = {
    "front": {"GET": (200, 302, 302, 302, 302)},
    "healthz": {"GET": EVERYONE_READS},
    "help": {"GET": EVERYONE_READS},
    "accessibility": {"GET": EVERYONE_READS},
    "was": {"GET": (302, 302, 302, 302, 302)},
    "privacy": {"GET": EVERYONE_READS},
    "typology:forms": {"GET": EVERYONE_READS},
    "typology:compare": {"GET": EVERYONE_READS},
    "typology:form": {"GET": EVERYONE_READS},
    "typology:cases": {"GET": EVERYONE_READS},
    "typology:case": {"GET": EVERYONE_READS},
    "typology:model": {"GET": EVERYONE_READS},
    "typology:glossary": {"GET": EVERYONE_READS},
    "people:login": {"GET": (200, 302, 302, 302, 302), "POST": (422, 302, 302, 302, 302)},
    "people:demo_login": {"POST": (404, 404, 404, 404, 404)},
    "people:logout": {"POST": (302, 302, 302, 302, 302)},
    # A link that is too old says so, whoever opens it.
    "people:choose_password": {"GET": EVERYONE_READS, "POST": EVERYONE_READS},
    "people:language": {"POST": (302, 302, 302, 302, 302)},
    "people:forgotten": {"GET": EVERYONE_READS, "POST": (422, 422, 422, 422, 422)},
    # Each belongs to one organisation, and is led there.
    "people:organisations": {"GET": (302, 302, 302, 302, 302)},
    "people:organisation": {"GET": MEMBERS_READ},
    "people:change_organisation": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    "people:open_client": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    "people:units": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    "people:unit": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    "people:remove_unit": {"POST": ADMINS_WRITE},
    "people:restore_unit": {"POST": ADMINS_WRITE},
    "people:invite": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    "people:change_level": {"POST": ADMINS_WRITE},
    "people:set_level": {"POST": ADMINS_WRITE},
    "people:restore_member": {"POST": ADMINS_WRITE},
    "initiatives:hand_over": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    # A link that nobody sent says so, whoever opens it.
    "initiatives:invitation": {"GET": NOBODY_FINDS, "POST": NOBODY_FINDS},
    "initiatives:remind_invited": {"POST": ADMINS_WRITE},
    "initiatives:withdraw_invited": {"POST": ADMINS_WRITE},
    "initiatives:restore_invited": {"POST": ADMINS_WRITE},
    "sharing:share": {"GET": EDITORS_READ, "POST": (302, 404, 403, 422, 422)},
    "sharing:revoke": {"POST": EDITORS_WRITE},
    "sharing:restore": {"POST": EDITORS_WRITE},
    # The new address is shown at once, and never again.
    "sharing:renew": {"POST": EDITORS_READ},
    "sharing:replies": {"GET": MEMBERS_READ},
    "sharing:make_link": {"POST": EDITORS_READ},
    "sharing:revoke_link": {"POST": EDITORS_WRITE},
    "sharing:restore_link": {"POST": EDITORS_WRITE},
    "sharing:accept": {"POST": EDITORS_WRITE},
    "sharing:decline": {"POST": EDITORS_WRITE},
    "sharing:reopen": {"POST": EDITORS_WRITE},
    # Whoever has the link: that is the right to it.
    "sharing:shared": {"GET": EVERYONE_READS},
    "sharing:partner": {"GET": EVERYONE_READS, "POST": (302, 302, 302, 302, 302)},
    "initiatives:mine": {"GET": (302, 200, 200, 200, 200)},
    "initiatives:index": {"GET": (302, 200, 200, 200, 200)},
    "initiatives:map": {"GET": (302, 200, 200, 200, 200)},
    # charlie may start one in an organisation of charlie's own.
    "initiatives:new": {"GET": (302, 200, 403, 200, 200), "POST": (302, 422, 403, 302, 302)},
    "initiatives:bin": {"GET": (302, 200, 200, 200, 200)},
    "initiatives:templates": {"GET": (302, 200, 403, 200, 200)},
    "initiatives:template": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:remove_template": {"POST": EDITORS_WRITE},
    "initiatives:restore_template": {"POST": EDITORS_WRITE},
    "initiatives:save_template": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:history": {"GET": MEMBERS_READ},
    "initiatives:use_again": {"POST": EDITORS_WRITE},
    "initiatives:versions": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE},
    "initiatives:version": {"GET": MEMBERS_READ},
    # Which two to compare is chosen on the list.
    "initiatives:compare_versions": {"GET": (302, 404, 302, 302, 302)},
    "initiatives:detail": {"GET": MEMBERS_READ},
    "initiatives:about": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:plan": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE},
    **{f"initiatives:{kind}s": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE} for kind in PARTS},
    **{f"initiatives:{kind}": {"GET": EDITORS_READ, "POST": EDITORS_WRITE} for kind in PARTS},
    **{f"initiatives:remove_{kind}": {"POST": EDITORS_WRITE} for kind in PARTS},
    **{f"initiatives:restore_{kind}": {"POST": EDITORS_WRITE} for kind in PARTS},
    "initiatives:do_step": {"POST": EDITORS_WRITE},
    "initiatives:undo_step": {"POST": EDITORS_WRITE},
    # Without a file the form is refused.
    "initiatives:files": {"GET": MEMBERS_READ, "POST": (302, 404, 403, 422, 422)},
    "initiatives:file": {"GET": MEMBERS_READ},
    "initiatives:remove_file": {"POST": EDITORS_WRITE},
    "initiatives:restore_file": {"POST": EDITORS_WRITE},
    "initiatives:comments": {"GET": MEMBERS_READ, "POST": MEMBERS_TALK},
    "initiatives:answer_comment": {"POST": MEMBERS_TALK},
    # Nobody writes another's words anew.
    "initiatives:comment": {"GET": (302, 404, 403, 403, 403), "POST": (302, 404, 403, 403, 403)},
    "initiatives:remove_comment": {"POST": EDITORS_WRITE},
    "initiatives:restore_comment": {"POST": EDITORS_WRITE},
    "initiatives:resolve_comment": {"POST": EDITORS_WRITE},
    "initiatives:reopen_comment": {"POST": EDITORS_WRITE},
    "initiatives:people": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE},
    "initiatives:invite_person": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:person": {"POST": EDITORS_WRITE},
    "initiatives:name_person": {"POST": EDITORS_WRITE},
    "initiatives:remove_person": {"POST": EDITORS_WRITE},
    "initiatives:place": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:place_by": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:trail": {"GET": MEMBERS_READ},
    "initiatives:compare_two": {"GET": (302, 200, 200, 200, 200)},
    "initiatives:compare_days": {"GET": MEMBERS_READ},
    "initiatives:withdraw": {"POST": EDITORS_WRITE},
    "initiatives:restore_assessment": {"POST": EDITORS_WRITE},
    "initiatives:advice": {"GET": MEMBERS_READ},
    "initiatives:maturity": {"GET": MEMBERS_READ},
    "initiatives:citizen_decision": {"POST": EDITORS_WRITE},
    "initiatives:delete": {"POST": EDITORS_WRITE},
    # What is deleted does not exist for whoever may not bring it back.
    "initiatives:restore": {"POST": (302, 404, 404, 302, 302)},
    "initiatives:checklist": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE},
    "initiatives:section": {"GET": MEMBERS_READ, "POST": EDITORS_WRITE},
    "reminders:settings": {"GET": (302, 200, 200, 200, 200), "POST": (302, 302, 302, 302, 302)},
    # The new address is shown in the answer, this once.
    "reminders:open_feed": {"POST": (302, 200, 200, 200, 200)},
    "reminders:close_feed": {"POST": (302, 302, 302, 302, 302)},
    "reminders:off": {"GET": NOBODY_FINDS, "POST": NOBODY_FINDS},
    "reminders:feed": {"GET": NOBODY_FINDS},
    "reminders:step": {"GET": MEMBERS_READ},
    "protection:my_data": {"GET": (302, 200, 200, 200, 200)},
    "protection:download": {"GET": (302, 200, 200, 200, 200)},
    # Without a word of confirmation nobody is erased.
    "protection:erase": {"GET": (302, 200, 200, 200, 200), "POST": (302, 422, 422, 422, 422)},
    "protection:retention": {"GET": ADMINS_READ, "POST": ADMINS_WRITE},
    # The answer is the file.
    "protection:member_data": {"POST": ADMINS_READ},
    "protection:reopen": {"POST": ADMINS_WRITE},
    "protection:record": {"GET": EVERYONE_READS},
    # Outside a demo there is no outbox.
    "post:outbox": {"GET": NOBODY_FINDS},
    "post:letter": {"GET": NOBODY_FINDS},
    "post:as_sent": {"GET": NOBODY_FINDS},
}
"""Every address: each method that it takes, and the status for each of PEOPLE."""

OPEN = {
    "front",
    "healthz",
    "help",
    "accessibility",
    "was",
    "privacy",
    "typology:forms",
    "typology:compare",
    "typology:form",
    "typology:cases",
    "typology:case",
    "typology:model",
    "typology:glossary",
    "protection:record",
    "people:login",
    "people:forgotten",
    "initiatives:invitation",
    "sharing:shared",
    "sharing:partner",
    "people:demo_login",
    "people:choose_password",
    "people:language",
    "reminders:off",
    "reminders:feed",
    "post:outbox",
    "post:letter",
    "post:as_sent",
}
"""What needs no login. Everything else is closed."""

THE_LINK_IS_THE_KEY = {"reminders:off"}
"""What mail programs post, without a page of ours before it."""

ANSWERS_ANY_METHOD = {"people:choose_password"}
"""Django's view for a link that has expired looks at the link first."""


def addresses() -> dict[str, URLPattern]:
    """Return every address of the site by its full name."""

    def walk(resolver: URLResolver, space: str) -> Iterator[tuple[str, URLPattern]]:
        for each in resolver.url_patterns:
            if isinstance(each, URLResolver):
                yield from walk(each, f"{space}{each.namespace}:" if each.namespace else space)
            else:
                yield f"{space}{each.name}", each

    found = list(walk(get_resolver(), ""))
    assert len(dict(found)) == len(found), "two addresses have one name"
    return dict(found)


def test_every_address_is_in_the_table() -> None:
    assert set(addresses()) == set(TABLE)


def test_only_these_pages_need_no_login() -> None:
    open_to_all = {
        name
        for name, pattern in addresses().items()
        if not getattr(pattern.callback, "login_required", True)
    }
    assert open_to_all == OPEN


@pytest.fixture
def cast(alice: User, bob: User, charlie: User, reader: User, admin: User) -> dict[str, Any]:
    return {"anonymous": None, "charlie": charlie, "reader": reader, "bob": bob, "admin": admin}


@pytest.fixture
def of_initiative(initiative: Initiative) -> dict[str, Any]:
    """What stands in the addresses of alice's initiative."""
    return arguments_of(initiative)


def arguments_of(initiative: Initiative) -> dict[str, Any]:
    author: Any = initiative.author
    make_named(initiative, author)
    initiative.say_citizen_decision(author, True)
    change = initiative.history.latest("pk")
    organisation = initiative.organisation
    Organisation.objects.filter(pk=organisation.pk).update(kind="consultancy")
    return {
        "person_id": author.public_id,
        "organisation_id": organisation.public_id,
        "member_id": author.public_id,
        "unit_id": make_unit(organisation).public_id,
        "invitation_id": make_invitation(organisation).public_id,
        "level": "reader",
        "involvement": "reader",
        "public_id": initiative.public_id,
        "part_id": {kind: make_part(initiative, kind).public_id for kind in PARTS},
        "assessment_id": make_assessment(initiative).public_id,
        "version_id": keep(initiative, author, "As agreed").public_id,
        "template_id": save_as_template(initiative, author, "Gardens", ["about"]).public_id,
        "change_id": change.pk,
        "file_id": make_file(initiative).public_id,
        "comment_id": make_comment(initiative, by=None).public_id,
        "kind": "roles",
        "section_id": "leader",
        "method": "map",
        "form": "equal",
        "case_id": "dk-lemvig-frivilligbus",
        "person": "leader",
        "uidb64": "MQ",
        "token": "too-old",
        "letter_id": uuid4(),
        **sharing_of(initiative),
    }


def sharing_of(initiative: Initiative) -> dict[str, Any]:
    """Return what stands in the addresses of its links and of what a partner offers."""
    partner = make_partner(initiative, "The choir")
    shared, reading = make_shared_link(initiative)
    personal, answering = make_personal_link(partner)
    return {
        "link_id": shared.public_id,
        "reading_token": reading.split("/")[2],
        "partner_id": partner.public_id,
        "personal_id": personal.public_id,
        "partner_token": answering.split("/")[2],
        "offer_id": make_offer(partner).public_id,
    }


def address(name: str, values: dict[str, Any]) -> str:
    wanted = addresses()[name].pattern.converters
    here = {key: values[key] for key in wanted}
    if "part_id" in here:
        here["part_id"] = values["part_id"][name.rpartition("_")[2].rpartition(":")[2]]
    return reverse(name, kwargs=here)


def what_is_posted(name: str, initiative: Initiative) -> dict[str, Any]:
    """Return a sound form for those who may send it."""
    forms: dict[str, dict[str, Any]] = {
        "initiatives:new": {
            "title": "A bench",
            "sentence": "Neighbours build it.",
            "organisation": initiative.organisation.public_id,
        },
        **{f"initiatives:{kind}s": values for kind, values in PART_VALUES.items()},
        "initiatives:comments": {"text": "Who asks the school?"},
        "initiatives:answer_comment": {"text": "The gardener does."},
        "people:change_organisation": {"name": "Birk", "kind": "municipality", "code": "0360"},
        "people:open_client": {"name": "Fanø"},
        "people:units": {"name": "Roads"},
        "people:unit": {"name": "Roads"},
        "people:invite": {"addresses": "new@example.org", "level": "reader", "language": "da"},
        "people:change_level": {"level": "reader"},
        "initiatives:people": {
            "person": initiative.author.public_id if initiative.author else "",
            "involvement": "editor",
        },
        "initiatives:invite_person": {
            "addresses": "guest@example.org",
            "involvement": "reader",
            "language": "da",
        },
        "initiatives:person": {"involvement": "reader"},
        "reminders:settings": {"pace": "weekly"},
        "initiatives:place": {"outside_party": "yes"},
        "initiatives:place_by": {"actors": "10", "outcome": "90"},
        "initiatives:versions": {"name": "As agreed"},
        "initiatives:template": {"name": "Gardens"},
        "initiatives:save_template": {"name": "Gardens", "pieces": "about"},
        "initiatives:citizen_decision": {"citizen_decision": "no"},
    }
    if name == "initiatives:hand_over":
        return handing_over(initiative)
    return forms.get(name, {})


def handing_over(initiative: Initiative) -> dict[str, Any]:
    """Return the form with which the author hands everything to a colleague."""
    organisation, author = initiative.organisation, initiative.author
    assert author is not None
    colleague = organisation.members.exclude(pk=author.pk).first()
    return {
        "taker": colleague.public_id if colleague else "",
        "leaving": "no",
        "mark": Responsibilities(organisation, author).mark,
    }


ROWS = [(name, method) for name, row in TABLE.items() for method in row]


@pytest.mark.parametrize(("name", "method"), ROWS)
def test_each_person_gets_the_answer_of_the_table(
    name: str,
    method: str,
    cast: dict[str, User | None],
    initiative: Initiative,
    of_initiative: dict[str, Any],
    alice: User,
) -> None:
    if name == "initiatives:restore":
        initiative.delete_softly(alice)
    got = {}
    for person, user in cast.items():
        client = make_client(user)
        before = transaction.savepoint_create()
        response = client.generic(
            method,
            address(name, of_initiative),
            **_as_form(what_is_posted(name, initiative)) if method == "POST" else {},
        )
        if person == "anonymous" and name not in OPEN:
            assert response["Location"].startswith("/login/?next=/"), response["Location"]
        got[person] = status_of(response)
        transaction.savepoint_rollback(before)
    assert got == dict(zip(PEOPLE, TABLE[name][method], strict=True))


def _as_form(data: dict[str, Any]) -> dict[str, Any]:
    return {"data": urlencode(data), "content_type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("name", [name for name in TABLE if name not in OPEN])
def test_fragment_is_never_a_login_page(name: str, of_initiative: dict[str, Any]) -> None:
    client = make_client(htmx=True)
    for method in TABLE[name]:
        response = client.generic(method, address(name, of_initiative))
        assert (response.status_code, response.content) == (401, b"")


@pytest.mark.parametrize("name", sorted(set(TABLE) - ANSWERS_ANY_METHOD))
def test_other_methods_are_refused(name: str, of_initiative: dict[str, Any], bob: User) -> None:
    client = make_client(None if name in OPEN else bob)
    others = {"GET", "POST", "PUT", "PATCH", "DELETE"} - set(TABLE[name])
    if name == "people:login":
        others.remove("PUT")  # Django's form views take it for POST
    got = {
        method: client.generic(method, address(name, of_initiative)).status_code
        for method in others
    }
    assert got == dict.fromkeys(others, 405)


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if "GET" in row])
def test_head_is_answered_as_get_is(name: str, of_initiative: dict[str, Any], bob: User) -> None:
    client = make_client(None if name in OPEN else bob)
    where = address(name, of_initiative)
    assert status_of(client.head(where)) == status_of(client.get(where))


ABOUT_ONE = [
    (name, method)
    for name, method in ROWS
    if "public_id" in addresses()[name].pattern.converters and name != "initiatives:restore"
]


@pytest.mark.parametrize(("name", "method"), ABOUT_ONE)
def test_draft_is_seen_by_its_author_the_named_and_the_admin_only(
    name: str,
    method: str,
    draft: Initiative,
    alice: User,
    bob: User,
    admin: User,
    reader: User,
    charlie: User,
) -> None:
    values = arguments_of(draft)
    where, data = address(name, values), _as_form(what_is_posted(name, draft))
    data = data if method == "POST" else {}

    def status(user: User) -> int:
        before = transaction.savepoint_create()
        response = make_client(user).generic(method, where, **data)
        code = status_of(response)
        transaction.savepoint_rollback(before)
        return code

    _, _, reads, writes, _ = TABLE[name][method]
    strangers = [status(user) for user in (bob, reader, charlie)]
    make_named(draft, bob)
    make_named(draft, reader, "reader")
    make_named(draft, charlie, "reader")  # named, but no member
    insiders = [status(user) for user in (alice, bob, admin, reader, charlie)]
    assert strangers == [404, 404, 404]
    assert insiders == [writes, writes, writes, reads, reads]


FOR_MANAGERS = {
    "initiatives:people": {"POST"},
    "initiatives:invite_person": {"GET", "POST"},
    "initiatives:person": {"POST"},
    "initiatives:name_person": {"POST"},
    "initiatives:remove_person": {"POST"},
    "initiatives:remove_comment": {"POST"},
    "initiatives:restore_comment": {"POST"},
    "sharing:share": {"GET", "POST"},
    **{
        f"sharing:{act}": {"POST"}
        for act in ("revoke", "restore", "renew", "make_link", "revoke_link", "restore_link")
    },
}
"""What a guest who may write must lead the initiative for."""

FOR_MEMBERS = {"initiatives:people": {"POST"}, "initiatives:save_template": {"GET", "POST"}}
"""What no guest does: adding colleagues, and writing what belongs to the organisation."""


@pytest.mark.parametrize(("name", "method"), ABOUT_ONE)
def test_guest_does_what_they_are_named_as(
    name: str, method: str, initiative: Initiative, alice: User, reader: User, charlie: User
) -> None:
    values = arguments_of(initiative)
    where, data = address(name, values), _as_form(what_is_posted(name, initiative))
    data = data if method == "POST" else {}
    named = make_named(initiative, charlie, "reader")
    got = []
    for involvement in ("reader", "facilitator", "editor", "leader"):
        type(named).objects.filter(pk=named.pk).update(involvement=involvement)
        before = transaction.savepoint_create()
        got.append(status_of(make_client(charlie).generic(method, where, **data)))
        transaction.savepoint_rollback(before)
    _, _, reads, writes, _ = TABLE[name][method]
    leads = 403 if method in FOR_MEMBERS.get(name, ()) else writes
    middle = 403 if method in FOR_MANAGERS.get(name, ()) else leads
    assert got == [reads, middle, middle, leads]


def test_lists_show_what_one_may_see(
    initiative: Initiative,
    draft: Initiative,
    cast: dict[str, User | None],
    alice: User,
    charlie: User,
) -> None:
    theirs = make_initiative(charlie, "The harbour bath")
    titles = [initiative.title, draft.title, theirs.title]
    seen = {}
    for person, user in {**cast, "alice": alice}.items():
        if user:
            page = Page(make_client(user).get("/initiatives/"))
            seen[person] = [title for title in titles if title in page.text]
    assert seen == {
        "alice": [initiative.title, draft.title],
        "bob": [initiative.title],
        "reader": [initiative.title],
        "admin": [initiative.title, draft.title],
        "charlie": [theirs.title],
    }


@pytest.mark.parametrize(
    "name",
    [
        *(f"initiatives:{act}{kind}" for act in ("", "remove_", "restore_") for kind in PARTS),
        *(f"initiatives:{act}file" for act in ("", "remove_", "restore_")),
        *(
            f"initiatives:{act}comment"
            for act in ("", "answer_", "remove_", "restore_", "resolve_", "reopen_")
        ),
        "initiatives:do_step",
        "initiatives:undo_step",
        "reminders:step",
        "initiatives:person",
        "initiatives:name_person",
        "initiatives:remove_person",
        "initiatives:withdraw",
        "initiatives:restore_assessment",
        *(f"sharing:{act}" for act in ("revoke", "restore", "renew", "make_link")),
        *(f"sharing:{act}" for act in ("revoke_link", "restore_link")),
        *(f"sharing:{act}" for act in ("accept", "decline", "reopen")),
        "initiatives:version",
        "initiatives:use_again",
    ],
)
def test_parts_of_another_initiative_are_not_found_under_ones_own(
    name: str, initiative: Initiative, bob: User, charlie: User
) -> None:
    theirs = arguments_of(make_initiative(charlie))
    mine = {**theirs, "public_id": initiative.public_id}
    for method in TABLE[name]:
        assert make_client(bob).generic(method, address(name, mine)).status_code == 404
        mine["public_id"] = uuid4()
        assert make_client(bob).generic(method, address(name, mine)).status_code == 404
        mine["public_id"] = initiative.public_id


POSTED = [name for name, row in TABLE.items() if "POST" in row and name not in THE_LINK_IS_THE_KEY]


@pytest.mark.parametrize("name", POSTED)
def test_post_without_a_token_says_that_the_form_is_too_old(
    name: str, of_initiative: dict[str, Any], bob: User
) -> None:
    client = make_client(bob, enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    page = Page(client.post(address(name, of_initiative)))
    assert (page.status, page.heading) == (403, "The page was open too long")


@pytest.mark.parametrize("name", ["people:login", "people:language"])
def test_post_without_a_cookie_says_that_cookies_are_needed(
    name: str, of_initiative: dict[str, Any]
) -> None:
    before = "http://testserver/help/?a=b"
    response = make_client(enforce_csrf_checks=True).post(
        address(name, of_initiative), headers={"referer": before}
    )
    page = Page(response)
    assert (page.status, page.heading) == (403, "Cookies are needed here")
    assert page.main.one("a", class_="button-primary")["href"] == "/help/"


def test_colleague_without_the_right_reads_why(initiative: Initiative, reader: User) -> None:
    page = Page(make_client(reader).get(reverse("initiatives:about", args=[initiative.public_id])))
    assert (page.status, page.heading) == (403, "You may read this, but not change it")


def test_reader_finds_no_button_that_would_refuse(initiative: Initiative, reader: User) -> None:
    make_assessment(initiative)
    make_partner(initiative)
    client = make_client(reader)
    for kind in PARTS:
        make_part(initiative, kind)
    for name in ("detail", "plan", *(f"{kind}s" for kind in PARTS), "trail", "advice"):
        page = Page(client.get(reverse(f"initiatives:{name}", args=[initiative.public_id])))
        assert page.main.all("form") == []
        for link in page.links():
            if link.startswith("/"):
                assert client.get(link).status_code == 200, link
    for kind in ("roles", "competences", "gate"):
        page = Page(client.get(reverse("initiatives:checklist", args=[initiative.public_id, kind])))
        fields = [node for node in page.main.all("input") if node["type"] != "hidden"]
        assert fields == page.main.all("button") == []


def test_member_who_leaves_sees_nothing_any_more(
    initiative: Initiative, draft: Initiative, alice: User
) -> None:
    alice.memberships.all().delete()
    client = make_client(alice)
    assert client.get(initiative.get_absolute_url()).status_code == 404
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert Page(client.get("/initiatives/")).main.all("li") == []
