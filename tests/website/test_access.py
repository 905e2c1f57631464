"""Who gets which answer where: one table of every address, and what is open to all."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cocreation.initiatives.models import Initiative
from cocreation.people.models import User
from tests.make import (
    make_assessment,
    make_client,
    make_initiative,
    make_named,
    make_partner,
)
from tests.reading import Page

pytestmark = pytest.mark.django_db

PEOPLE = ("anonymous", "charlie", "reader", "bob", "admin")
EVERYONE_READS = (200, 200, 200, 200, 200)
MEMBERS_READ = (302, 404, 200, 200, 200)
EDITORS_READ = (302, 404, 403, 200, 200)
EDITORS_WRITE = (302, 404, 403, 302, 302)

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
    "initiatives:index": {"GET": (302, 200, 200, 200, 200)},
    "initiatives:map": {"GET": (302, 200, 200, 200, 200)},
    # charlie may start one in an organisation of charlie's own.
    "initiatives:new": {"GET": (302, 200, 403, 200, 200), "POST": (302, 422, 403, 302, 302)},
    "initiatives:detail": {"GET": MEMBERS_READ},
    "initiatives:about": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:partners": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:partner": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:remove_partner": {"POST": EDITORS_WRITE},
    "initiatives:restore_partner": {"POST": EDITORS_WRITE},
    "initiatives:people": {"GET": EDITORS_READ},
    "initiatives:name_person": {"POST": EDITORS_WRITE},
    "initiatives:remove_person": {"POST": EDITORS_WRITE},
    "initiatives:place": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:place_by": {"GET": EDITORS_READ, "POST": EDITORS_WRITE},
    "initiatives:trail": {"GET": MEMBERS_READ},
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
    "people:login",
    "people:demo_login",
    "people:choose_password",
    "people:language",
}
"""What needs no login. Everything else is closed."""

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
    return {
        "person_id": author.public_id,
        "public_id": initiative.public_id,
        "partner_id": make_partner(initiative).public_id,
        "assessment_id": make_assessment(initiative).public_id,
        "kind": "roles",
        "section_id": "leader",
        "method": "map",
        "form": "equal",
        "case_id": "dk-lemvig-frivilligbus",
        "person": "leader",
        "uidb64": "MQ",
        "token": "too-old",
    }


def address(name: str, values: dict[str, Any]) -> str:
    wanted = addresses()[name].pattern.converters
    return reverse(name, kwargs={key: values[key] for key in wanted})


def what_is_posted(name: str, initiative: Initiative) -> dict[str, Any]:
    """Return a sound form for those who may send it."""
    forms: dict[str, dict[str, Any]] = {
        "initiatives:new": {
            "title": "A bench",
            "sentence": "Neighbours build it.",
            "organisation": initiative.organisation.public_id,
        },
        "initiatives:partners": {"name": "The school", "kind": "public"},
        "initiatives:place": {"outside_party": "yes"},
        "initiatives:place_by": {"actors": "10", "outcome": "90"},
        "initiatives:citizen_decision": {"citizen_decision": "no"},
    }
    return forms.get(name, {})


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
        got[person] = response.status_code
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
    assert client.head(where).status_code == client.get(where).status_code


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
        code: int = make_client(user).generic(method, where, **data).status_code
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
        "initiatives:partner",
        "initiatives:remove_partner",
        "initiatives:restore_partner",
        "initiatives:name_person",
        "initiatives:remove_person",
        "initiatives:withdraw",
        "initiatives:restore_assessment",
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


@pytest.mark.parametrize("name", [name for name, row in TABLE.items() if "POST" in row])
def test_post_without_a_token_says_that_the_form_is_too_old(
    name: str, of_initiative: dict[str, Any], bob: User
) -> None:
    client = make_client(bob, enforce_csrf_checks=True)
    page = Page(client.post(address(name, of_initiative)))
    assert (page.status, page.heading) == (403, "The page was open too long")


def test_colleague_without_the_right_reads_why(initiative: Initiative, reader: User) -> None:
    page = Page(make_client(reader).get(reverse("initiatives:about", args=[initiative.public_id])))
    assert (page.status, page.heading) == (403, "You may read this, but not change it")


def test_reader_finds_no_button_that_would_refuse(initiative: Initiative, reader: User) -> None:
    make_assessment(initiative)
    make_partner(initiative)
    client = make_client(reader)
    for name in ("detail", "trail", "advice"):
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
