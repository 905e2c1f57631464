"""What an organisation has chosen to forget is forgotten: announced, once, and nowhere else."""

import datetime
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.describing import describe
from cocreation.initiatives.models import Initiative, Status
from cocreation.people.models import Change, Membership, Organisation, User
from cocreation.protection.models import InactivityNotice, Retention
from cocreation.protection.retaining import due_by, retain
from tests.make import make_client, make_initiative, make_organisation, make_step, make_user
from tests.reading import Page, receipts

pytestmark = pytest.mark.django_db
BEGAN = datetime.datetime(2026, 1, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(BEGAN, tick=False) as clock:
        yield clock


def choose(organisation: Organisation, **values: Any) -> Retention:
    kept = Retention.of(organisation)
    kept.change(None, values)
    return kept


def acts(days: int) -> list[tuple[str, str]]:
    """Do what is due so many days after the first, and return it."""
    day = BEGAN.date() + datetime.timedelta(days)
    return [(it.act, str(it.row)) for it in retain(day)]


@pytest.fixture
def old(clock: Any, initiative: Initiative, alice: User) -> Initiative:
    """An initiative that was done six years ago."""
    initiative.note_change(alice, "change", "status", "running", "done")
    long_ago = BEGAN - datetime.timedelta(6 * 366)
    Change.objects.filter(field="status").update(at=long_ago)
    Initiative.objects.filter(pk=initiative.pk).update(status=Status.DONE, changed_at=long_ago)
    return initiative


def test_nothing_is_forgotten_until_someone_chooses(old: Initiative) -> None:
    assert acts(5000) == []


def test_finished_initiative_goes_to_the_bin_after_the_notice_and_once(
    old: Initiative, organisation: Organisation, alice: User
) -> None:
    choose(organisation, done_years=5)
    assert acts(13) == []
    assert acts(14) == [("bin", old.title)]
    assert acts(14) == acts(15) == []
    old.refresh_from_db()
    assert old.deleted_at is not None
    assert [(c.verb, c.by) for c in old.history.order_by("pk")][-1] == ("delete", None)
    old.restore(alice)
    # Whoever brought it back wants it for as long again.
    assert acts(15) == []


@pytest.mark.parametrize("status", [each for each in Status if each is not Status.DONE])
def test_what_is_not_done_stays(old: Initiative, organisation: Organisation, status: str) -> None:
    choose(organisation, done_years=5)
    Initiative.objects.update(status=status)
    assert acts(5000) == []


def test_other_organisations_are_left_alone(
    clock: Any, old: Initiative, organisation: Organisation, charlie: User
) -> None:
    theirs = make_initiative(charlie, "The harbour bath", status=Status.DONE)
    long_ago = BEGAN - datetime.timedelta(9 * 366)
    Initiative.objects.filter(pk=theirs.pk).update(changed_at=long_ago)
    choose(organisation, done_years=5, history_years=1, inactive_months=1)
    before = list(theirs.organisation.changes.values())
    retain(BEGAN.date() + datetime.timedelta(400))
    theirs.refresh_from_db()
    charlie.refresh_from_db()
    assert (theirs.deleted_at, charlie.is_active) == (None, True)
    assert list(theirs.organisation.changes.values()) == before


def test_unused_account_is_warned_and_closed(
    clock: Any, organisation: Organisation, bob: User, admin: User
) -> None:
    choose(organisation, inactive_months=12)
    client = make_client(bob)
    assert acts(350) == []
    assert acts(351) == [("tell", "bob")]
    assert acts(352) == acts(364) == []
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        ([bob.email], "Your account will close")
    ]
    assert acts(365) == [("close", "bob")]
    assert acts(366) == []
    bob.refresh_from_db()
    assert not bob.is_active
    assert client.get("/my/")["Location"] == "/login/?next=/my/"
    rows = organisation.changes.filter(field=f"member {bob.public_id}")
    assert [(row.verb, row.by) for row in rows] == [("close account", None)]
    # The only admin is never closed: nobody could open anything again.
    admin.refresh_from_db()
    assert admin.is_active


def test_who_comes_back_keeps_the_account(
    clock: Any, organisation: Organisation, bob: User, admin: User
) -> None:
    choose(organisation, inactive_months=12)
    assert acts(351) == [("tell", "bob")]
    clock.move_to(BEGAN + datetime.timedelta(360))
    make_client(bob)
    assert acts(365) == acts(366) == []
    assert acts(360 + 351) == [("tell", "bob")]


def test_whoever_changes_things_is_not_away(
    clock: Any, organisation: Organisation, bob: User, admin: User, initiative: Initiative
) -> None:
    choose(organisation, inactive_months=12)
    clock.move_to(BEGAN + datetime.timedelta(300))
    initiative.note_change(bob, "change", "title", "a", "b")
    assert ("tell", "bob") not in acts(400)


def test_account_stays_while_one_of_its_organisations_wants_it(
    clock: Any, organisation: Organisation, bob: User, admin: User
) -> None:
    other = make_organisation("Fanø")
    other.admit(bob, Membership.Level.EDITOR, None)
    choose(organisation, inactive_months=12)
    assert acts(5000) == []
    make_user(other, "admin", "elsewhere")
    choose(other, inactive_months=24)
    assert ("tell", "bob") not in acts(700)
    assert ("tell", "bob") in acts(720)


def test_admin_opens_an_account_again(
    clock: Any, organisation: Organisation, bob: User, admin: User
) -> None:
    choose(organisation, inactive_months=1)
    acts(17)
    acts(31)
    clock.move_to(BEGAN + datetime.timedelta(40))
    client = make_client(admin)
    where = f"{organisation.get_absolute_url()}retention/"
    assert "bob Open again bob" in Page(client.get(where)).main.text
    there = f"{organisation.get_absolute_url()}members/{bob.public_id}/reopen/"
    assert client.post(there).status_code == 302
    assert receipts(Page(client.get(where))) == ["bob can sign in again."]
    bob.refresh_from_db()
    assert bob.is_active
    assert not InactivityNotice.objects.filter(user=bob).exists()
    assert ("close", "bob") not in acts(45)


def test_history_loses_its_words_and_keeps_who_did_what(
    clock: Any, organisation: Organisation, initiative: Initiative, alice: User
) -> None:
    describe(initiative, alice, {"title": "The bench"}, {"title": initiative.title})
    describe(initiative, alice, {"status": "paused"}, {"status": "dialogue"})
    make_step(initiative, "Dig").change(alice, {"what": "Rake"})
    choose(organisation, history_years=2)
    assert acts(14) == acts(729) == []
    clock.move_to(BEGAN + datetime.timedelta(729))
    describe(initiative, alice, {"sentence": "New"}, {"sentence": ""})
    assert acts(731) == [("forget", "Birk Kommune")]
    assert acts(731) == []
    rows = initiative.history.order_by("pk").values_list("verb", "field", "old", "new", "by")
    kept = [row for row in rows if "." not in row[1]]
    assert kept == [
        ("change", "title", None, None, alice.pk),
        ("change", "status", "dialogue", "paused", alice.pk),
        ("change", "sentence", "", "New", alice.pk),
    ]
    home = initiative.get_absolute_url()
    days = "compare/?from=2026-01-01&to=2027-12-31"
    for page in ("history/", "trail/", "steps/", "people/", days):
        assert make_client(alice).get(f"{home}{page}").status_code == 200, page


def test_dry_run_says_what_is_due_and_does_nothing(
    clock: Any, old: Initiative, organisation: Organisation
) -> None:
    choose(organisation, done_years=5)
    clock.shift(datetime.timedelta(14))
    said = StringIO()
    call_command("retain", "--dry-run", stdout=said)
    line = f"2026-01-15 bin: {old.title} (Birk Kommune)"
    assert said.getvalue().splitlines() == [line, "1 due."]
    assert Initiative.objects.get().deleted_at is None
    call_command("retain", stdout=said)
    assert said.getvalue().splitlines()[2:] == [line, "1 done."]
    assert Initiative.objects.get().deleted_at is not None


def test_settings_page_says_what_goes_next(
    clock: Any, old: Initiative, organisation: Organisation, admin: User
) -> None:
    client, where = make_client(admin), f"{organisation.get_absolute_url()}retention/"
    page = Page(client.get(where))
    assert "Nothing goes away by itself." in page.main.text
    assert client.post(where, page.form() | {"done_years": "5"}).status_code == 302
    page = Page(client.get(where))
    assert page.value("done_years") == "5"
    assert f"15 Jan 2026: “{old.title}” goes to the bin." in page.main.text
    noted = organisation.changes.filter(kind="organisation")
    rows = noted.values_list("verb", "field", "old", "new", "by__name")
    assert list(rows) == [("change retention", "done_years", None, 5, "admin")]
    # An empty field turns it off.
    client.post(where, page.form() | {"done_years": ""})
    assert acts(5000) == []


@pytest.mark.parametrize("field", Retention.NUMBERS)
@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "five", "1000000", "९९९"])
def test_number_that_is_none_is_refused(
    field: str, typed: str, organisation: Organisation, admin: User
) -> None:
    client, where = make_client(admin), f"{organisation.get_absolute_url()}retention/"
    form = Page(client.get(where)).form() | {field: typed, "contact": "The archive"}
    page = Page(client.post(where, form))
    assert page.status == 422
    assert page.error(f"field-{field}")
    assert page.value("contact") == "The archive"
    assert not Retention.objects.exists()


def test_two_admins_who_change_one_number_see_both(organisation: Organisation, admin: User) -> None:
    other, where = make_user(organisation, "admin", "other"), "retention/"
    where = f"{organisation.get_absolute_url()}{where}"
    mine, theirs = make_client(admin), make_client(other)
    form = Page(mine.get(where)).form()
    assert theirs.post(where, form | {"done_years": "7"}).status_code == 302
    page = Page(mine.post(where, form | {"done_years": "3"}))
    assert page.status == 422
    assert "It now says: “7”." in page.error("field-done_years")
    assert page.value("done_years") == "3"
    assert Retention.objects.get().done_years == 7


@pytest.mark.parametrize("number", [1, 50])
def test_settings_page_takes_as_many_queries_for_many(
    number: int,
    clock: Any,
    initiative: Initiative,
    organisation: Organisation,
    alice: User,
    admin: User,
    django_assert_num_queries: Any,
) -> None:
    for turn in range(number):
        made = make_initiative(alice, f"Garden {turn}", status=Status.DONE)
        Initiative.objects.filter(pk=made.pk).update(changed_at=BEGAN - datetime.timedelta(9999))
        person = make_user(organisation, "reader", f"reader-{turn}")
        User.objects.filter(pk=person.pk).update(is_active=turn % 2 == 0)
    choose(organisation, done_years=5, inactive_months=1, history_years=1)
    client: Client = make_client(admin)
    with django_assert_num_queries(10):
        client.get(f"{organisation.get_absolute_url()}retention/")
    assert len(due_by(timezone.localdate() + datetime.timedelta(14), organisation)) >= number


def test_pages_of_ones_own_take_few_queries(bob: User, django_assert_num_queries: Any) -> None:
    client = make_client(bob)
    with django_assert_num_queries(3):
        client.get("/my/data/")
    with django_assert_num_queries(3):
        client.get("/privacy/record/")
