"""A partner answers by its own link, without an account, and nobody is written over."""

import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from cocreation.initiatives.models import Initiative, Partner, Tick
from cocreation.people.models import User
from cocreation.sharing.models import PartnerAnswer, PartnerLink, PartnerOffer, Reply
from tests.make import (
    make_assessment,
    make_client,
    make_offer,
    make_partner,
    make_personal_link,
    make_tick,
)
from tests.reading import Page, history, receipts

pytestmark = pytest.mark.django_db
LINE = "facilitating.association.tasks"


@pytest.fixture
def partner(initiative: Initiative) -> Partner:
    make_assessment(initiative, 80, 80)
    return make_partner(initiative, "The gardeners", gives="Seeds", why="A secret reason")


@pytest.fixture
def path(partner: Partner) -> str:
    return make_personal_link(partner)[1]


def answer(path: str, **changes: Any) -> Any:
    """Open the page, fill in, send, and follow to the receipt."""
    client = make_client()
    form = Page(client.get(path)).form()
    return client.post(path, form | changes, follow=True)


def replies(initiative: Initiative) -> str:
    return f"{initiative.get_absolute_url()}share/partners/"


def test_partner_confirms_ticks_and_offers_without_an_account(
    path: str, partner: Partner, initiative: Initiative
) -> None:
    make_tick(initiative, LINE, "missing", note="Ours")
    response = answer(
        path,
        answer="yes",
        contact="Bo, 12 34 56 78",
        gives="Two spades",
        why="We like it",
        **{f"{LINE}-state": "in_place", f"{LINE}-note": "Since May"},
    )
    page = Page(response)
    assert page.status == 200
    assert receipts(page)[0].startswith("Received ")
    reply, offer = Reply.objects.get(), PartnerOffer.objects.get()
    line = PartnerAnswer.objects.get()
    assert (reply.answer, reply.words, reply.contact) == ("yes", "", "Bo, 12 34 56 78")
    assert (offer.gives, offer.why, offer.standing) == ("Two spades", "We like it", "waiting")
    assert (line.item, line.state, line.note) == (LINE, "in_place", "Since May")
    partner.refresh_from_db()
    tick = Tick.objects.get()
    assert (partner.gives, tick.state, tick.note) == ("Seeds", "missing", "Ours")
    one = partner.public_id
    assert history(initiative)[-5:] == [
        ("partner confirms", f"{one}.answer", "", "yes", "None"),
        ("partner confirms", f"{one}.contact", "", "Bo, 12 34 56 78", "None"),
        ("partner offers", f"{one}.gives", "", "Two spades", "None"),
        ("partner offers", f"{one}.why", "", "We like it", "None"),
        (
            "partner ticks",
            f"{one}.answers",
            {LINE: {"state": "not_looked_at", "note": ""}},
            {LINE: {"state": "in_place", "note": "Since May"}},
            "None",
        ),
    ]
    assert set(response.cookies) <= {"csrftoken"}


def test_answers_stand_in_the_form_next_time(path: str) -> None:
    answer(path, answer="no", words="We only lend the ground", gives="Ground")
    form = Page(make_client().get(path)).form()
    assert (form["answer"], form["words"], form["gives"]) == (
        "no",
        "We only lend the ground",
        "Ground",
    )


def test_municipality_sees_what_partners_answer(
    path: str, initiative: Initiative, as_reader: Client
) -> None:
    answer(path, answer="yes", gives="Two spades", **{f"{LINE}-state": "on_the_way"})
    page = Page(as_reader.get(replies(initiative)))
    for words in ("Said yes", "An offer waits", "Two spades", "1 line answered", "Partly"):
        assert words in page.main.text
    assert page.main.all("form") == []


def test_history_tells_of_the_partner(path: str, initiative: Initiative, as_alice: Client) -> None:
    answer(path, answer="yes", gives="Two spades", **{f"{LINE}-state": "in_place"})
    text = Page(as_alice.get(f"{initiative.get_absolute_url()}history/")).main.text
    assert "someone who has left" not in text
    assert "Something else happened" not in text


def accepting(as_alice: Client, initiative: Initiative) -> tuple[str, dict[str, str]]:
    """Return where the button of the offer leads, and what it sends."""
    page = Page(as_alice.get(replies(initiative)))
    form = next(f for f in page.main.all("form") if f["action"].endswith("/accept/"))
    return form["action"], {node["name"]: node["value"] for node in form.all("input")}


def test_offer_is_taken_over_with_one_click_and_undone(
    as_alice: Client, partner: Partner, initiative: Initiative
) -> None:
    make_offer(partner)
    page = Page(as_alice.post(*accepting(as_alice, initiative), follow=True))
    assert receipts(page) == ["It stands on the list of partners now."]
    partner.refresh_from_db()
    assert (partner.gives, partner.why) == ("Two spades", "A secret reason")
    undo = page.root.one(id="notices").one("form")["action"]
    page = Page(as_alice.post(undo, follow=True))
    assert receipts(page) == ["The offer waits again."]
    partner.refresh_from_db()
    assert (partner.gives, PartnerOffer.objects.get().standing) == ("Seeds", "waiting")


@pytest.mark.parametrize("who", ["a colleague", "the partner"])
def test_offer_is_not_taken_over_what_changed_meanwhile(
    who: str, as_alice: Client, partner: Partner, path: str, initiative: Initiative, bob: User
) -> None:
    answer(path, gives="Two spades")
    where, sent = accepting(as_alice, initiative)
    if who == "a colleague":
        Partner.objects.get().change(bob, {"gives": "Bulbs"})
    else:
        answer(path, gives="Three spades")
    page = Page(as_alice.post(where, sent, follow=True))
    assert receipts(page)[0].startswith("Something has changed since you opened the page.")
    assert Partner.objects.get().gives == ("Bulbs" if who == "a colleague" else "Seeds")
    assert PartnerOffer.objects.get().standing == "waiting"


def test_undo_does_not_write_over_newer_words(
    as_alice: Client, partner: Partner, initiative: Initiative, bob: User
) -> None:
    offer = make_offer(partner)
    as_alice.post(*accepting(as_alice, initiative))
    Partner.objects.get().change(bob, {"gives": "Bulbs"})
    where = f"{initiative.get_absolute_url()}share/offers/{offer.public_id}/reopen/"
    as_alice.get(replies(initiative))
    page = Page(as_alice.post(where, follow=True))
    assert receipts(page) == ["It has changed since then, so it cannot be undone."]
    assert Partner.objects.get().gives == "Bulbs"


def test_offer_is_declined_and_the_partner_reads_it(
    as_alice: Client, partner: Partner, path: str, initiative: Initiative
) -> None:
    offer = make_offer(partner)
    where = f"{initiative.get_absolute_url()}share/offers/{offer.public_id}/decline/"
    as_alice.post(where)
    assert PartnerOffer.objects.get().standing == "declined"
    page = Page(make_client().get(path))
    assert "We could not use this: “Two spades”" in page.text
    assert page.form()["gives"] == ""
    answer(path, gives="A rake")
    assert PartnerOffer.objects.filter(standing="waiting").get().gives == "A rake"


def test_offer_that_is_emptied_is_withdrawn(path: str) -> None:
    answer(path, gives="Two spades")
    answer(path, gives="")
    assert PartnerOffer.objects.get().standing == "withdrawn"


def test_two_with_one_link_never_overwrite_each_other(path: str, initiative: Initiative) -> None:
    one, other = make_client(), make_client()
    forms = [Page(client.get(path)).form() for client in (one, other)]
    one.post(path, forms[0] | {"contact": "Bo"})
    page = Page(other.post(path, forms[1] | {"contact": "Ida", "gives": "A rake"}))
    assert page.status == 422
    assert "It now says: “Bo”" in page.root.one(id="errors").text
    assert (page.value("contact"), page.value("gives")) == ("Ida", "A rake")
    assert Reply.objects.get().contact == "Bo"
    other.post(path, page.form())
    assert Reply.objects.get().contact == "Ida"


@pytest.mark.parametrize("why", ["forged", "ended", "stopped", "deleted", "taken off", "renewed"])
def test_link_of_no_use_gives_the_words_back(
    why: str, path: str, partner: Partner, initiative: Initiative, alice: User
) -> None:
    form = Page(make_client().get(path)).form()
    link = PartnerLink.objects.get()
    match why:
        case "forged":
            path = "/partner/nothing/"
        case "ended":
            PartnerLink.objects.update(ends_on=timezone.localdate() - datetime.timedelta(1))
        case "stopped":
            link.revoke(alice)
        case "deleted":
            initiative.delete_softly(alice)
        case "taken off":
            partner.remove(alice)
        case "renewed":
            make_personal_link(partner)
    before = initiative.history.count()
    page = Page(make_client().post(path, form | {"gives": "Two spades and a rake"}))
    assert (page.status, page.heading) == (404, "This link does not work")
    assert "Two spades and a rake" in page.text
    assert make_client().get(path).status_code == 404
    assert not Reply.objects.exists()
    assert initiative.history.count() == before


def test_link_lasts_sixty_days_and_is_stopped_with_undo(
    as_alice: Client, path: str, initiative: Initiative
) -> None:
    link = PartnerLink.objects.get()
    assert link.ends_on - timezone.localdate() == datetime.timedelta(60)
    home = f"{initiative.get_absolute_url()}share/personal/{link.public_id}/"
    page = Page(as_alice.post(f"{home}stop/", follow=True))
    assert make_client().get(path).status_code == 404
    as_alice.post(page.root.one(id="notices").one("form")["action"])
    assert make_client().get(path).status_code == 200


def test_link_is_sent_to_one_address_which_is_not_kept(
    as_alice: Client, partner: Partner, initiative: Initiative, mailoutbox: list[Any]
) -> None:
    where = f"{replies(initiative)}{partner.public_id}/link/"
    page = Page(as_alice.post(where, {"email": "choir@example.org", "language": "en"}))
    assert receipts(page) == ["The link is sent to choir@example.org."]
    (sent,) = mailoutbox
    assert (sent.to, sent.subject) == (
        ["choir@example.org"],
        "Birk Kommune asks: are you with us?",
    )
    assert page.root.one("code").text in sent.body
    assert initiative.title not in sent.subject
    assert "choir@example.org" not in str(list(initiative.history.values()))


@pytest.mark.parametrize(
    "email", ["choir", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_address_that_is_none_makes_no_link(
    email: str, as_alice: Client, partner: Partner, initiative: Initiative, mailoutbox: list[Any]
) -> None:
    where = f"{replies(initiative)}{partner.public_id}/link/"
    page = Page(as_alice.post(where, {"email": email, "language": "da"}))
    assert page.status == 422
    assert "Write one e-mail address" in page.root.one(id="errors").text
    assert not PartnerLink.objects.exists()
    assert mailoutbox == []


def test_sixty_answers_an_hour_are_enough(path: str) -> None:
    client = make_client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _number in range(60):
            assert client.post(path, {}).status_code == 302
        page = Page(client.post(path, {"initial-gives": "", "gives": "Two more spades"}))
        assert (page.status, page.heading) == (429, "Wait a little, and try again")
        assert "Two more spades" in page.text
        assert not PartnerOffer.objects.exists()
        clock.shift(datetime.timedelta(hours=1))
        assert client.post(path, {}).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"contact": "🌱" * 10_000}, "Write at most 200 characters, not 10000."),
        ({"gives": "a\u202eb"}, "The text has hidden characters."),
        ({"why": "a\x00b"}, "The text has hidden characters."),
        ({"answer": "perhaps"}, "Select a valid choice."),
        ({"answer": "no", "words": ""}, "Write what is not right."),
        ({f"{LINE}-state": "perhaps"}, "Select a valid choice."),
    ],
)
def test_bad_input_changes_nothing_and_keeps_what_was_written(
    wrong: dict[str, str], message: str, path: str, initiative: Initiative
) -> None:
    client = make_client()
    form = Page(client.get(path)).form()
    before = initiative.history.count()
    page = Page(client.post(path, form | {"contact": "Bo and Ida"} | wrong))
    assert page.status == 422
    assert message in page.root.one(id="errors").text
    if "contact" not in wrong:
        assert page.value("contact") == "Bo and Ida"
    kept = [kind.objects.count() for kind in (Reply, PartnerOffer, PartnerAnswer)]
    assert kept == [0, 0, 0]
    assert initiative.history.count() == before


def test_partner_without_a_form_answers_the_rest(initiative: Initiative) -> None:
    _link, path = make_personal_link(make_partner(initiative))
    assert Page(answer(path, answer="yes")).status == 200
    assert Reply.objects.get().answer == "yes"


def test_page_is_kept_from_caches_and_its_address_from_other_sites(path: str) -> None:
    response = make_client().get(path)
    kept = ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")
    assert [response[name] for name in kept] == [
        "private, no-store",
        "noindex, nofollow",
        "same-origin",
    ]
