"""Letters reach a mail server: a real one, one that is down, one that refuses, and none twice."""

import datetime
import socket
import threading
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.core.management import call_command
from django.db import transaction
from django.tasks import task_backends
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cocreation.mail import letter
from cocreation.people.models import User
from cocreation.post.models import STUCK, Letter
from cocreation.post.pauses import PAUSES, pause
from cocreation.post.sending import clear_log, deliver, pick_up, post
from tests.make import make_client
from tests.reading import Page

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime.datetime(2026, 11, 25, 9, 0, tzinfo=datetime.UTC)


class Server:
    """A mail server on this machine. `answers` are given first, to one letter each; then yes."""

    def __init__(self) -> None:
        self.answers: list[str] = []
        self.refused: set[str] = set()
        self.received: list[EmailMessage] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answers:
            return self.answers.pop(0)
        assert isinstance(envelope.content, bytes)
        self.received.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 Taken"


@pytest.fixture
def server(settings: Any) -> Iterator[Server]:
    """A mail server that the site is told of, and a worker's queue in the database."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    handler, port = Server(), _free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": port, "timeout": 5},
        }
    }
    yield handler
    controller.stop()


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port: int = trial.getsockname()[1]
        return port


def work() -> None:
    """Let a worker do all that is due now."""
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)


def write(to: str = "bob@example.org", subject: str = "Æbler til børnene") -> Letter:
    return post(to, subject, "Hej\n", "<p>Hej</p>", {"List-Unsubscribe": "<https://x.example/>"})


def test_pauses_grow_and_end() -> None:
    assert all(pause(n) <= pause(n + 1) for n in range(1, len(PAUSES)))  # type: ignore[operator]
    assert pause(len(PAUSES) + 1) is None
    assert 70 < sum(PAUSES) / 60 < 75, "some three days"


def test_letter_is_sent_by_the_worker_once(server: Server) -> None:
    write()
    assert server.received == []
    work()
    work()
    (received,) = server.received
    assert (received["To"], received["Subject"]) == ("bob@example.org", "Æbler til børnene")
    assert received["List-Unsubscribe"] == "<https://x.example/>"
    assert received["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in received.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]
    assert not Letter.objects.exists(), "what is sent is not kept"


def test_letter_of_an_act_that_fails_is_never_sent(server: Server) -> None:
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    work()
    assert (server.received, Letter.objects.count()) == ([], 0)


def test_server_that_refuses_first_gets_it_later_and_once(server: Server) -> None:
    server.answers = ["451 Busy", "421 Later"]
    with time_machine.travel(NOW, tick=False) as clock:
        sent = write()
        work()
        waits = Letter.objects.get()
        assert (waits.attempts, waits.trouble) == (1, "SMTPDataError 451")
        assert waits.next_at == NOW + datetime.timedelta(minutes=1)
        work()
        assert Letter.objects.get().attempts == 1, "not before its time"
        clock.shift(60)
        work()
        assert Letter.objects.get().next_at == NOW + datetime.timedelta(minutes=6)
        clock.shift(300)
        work()
        work()
    (received,) = server.received
    assert received["Message-ID"] == f"<{sent.public_id}@localhost>"
    assert not Letter.objects.exists()


def test_server_that_is_down_for_a_day_loses_nothing(server: Server, settings: Any) -> None:
    up = settings.MAILERS
    with time_machine.travel(NOW, tick=False) as clock:
        settings.MAILERS = {
            "default": up["default"] | {"OPTIONS": {"host": "127.0.0.1", "port": 1, "timeout": 1}}
        }
        write()
        for _hour in range(24):
            work()
            clock.shift(3600)
        assert Letter.objects.get().trouble == "ConnectionRefusedError"
        settings.MAILERS = up
        clock.shift(datetime.timedelta(days=1))
        work()
    assert len(server.received) == 1


def test_letter_is_given_up_after_three_days_and_says_why(server: Server) -> None:
    server.answers = ["451 Busy"] * 50
    with time_machine.travel(NOW, tick=False) as clock:
        write()
        for _attempt in range(20):
            work()
            clock.shift(datetime.timedelta(days=1))
    given_up = Letter.objects.get()
    assert given_up.attempts == len(PAUSES) + 1
    assert (given_up.given_up_at is not None, given_up.text, given_up.html) == (True, "", "")


def test_mailbox_that_is_none_is_not_tried_again(server: Server) -> None:
    server.refused = {"bob@example.org"}
    write()
    write("alice@example.org")
    work()
    assert [message["To"] for message in server.received] == ["alice@example.org"]
    refused = Letter.objects.get()
    assert (refused.trouble, refused.attempts) == ("SMTPRecipientsRefused 550", 1)
    assert refused.given_up_at is not None
    assert not DBTaskResult.objects.ready().exists()


def test_two_workers_with_one_letter_send_it_once(server: Server) -> None:
    sent = write()
    deliver.enqueue(sent.pk)
    deliver.enqueue(sent.pk)
    work()
    assert len(server.received) == 1


def test_many_workers_at_once_claim_a_letter_for_one(server: Server) -> None:
    sent = write()
    claimed: list[Letter | None] = []

    def claim() -> None:
        from django.db import connections

        try:
            claimed.append(Letter.objects.claim(sent.pk))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=claim) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([each for each in claimed if each]) == 1


def test_letter_of_a_worker_that_died_is_picked_up(server: Server) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        sent = write()
        DBTaskResult.objects.all().delete()
        assert Letter.objects.claim(sent.pk)  # and then it died
        assert pick_up() == 0
        clock.shift(STUCK)
        assert pick_up() == 1
        work()
    assert len(server.received) == 1


def test_old_rows_are_cleared(server: Server, settings: Any) -> None:
    settings.KEEPS_LETTERS = True
    with time_machine.travel(NOW, tick=False) as clock:
        write()
        work()
        write()
        clock.shift(datetime.timedelta(days=30))
        assert clear_log() == 1
    assert Letter.objects.get().sent_at is None
    assert DBTaskResult.objects.finished().count() == 0


# What a stranger may try


@pytest.mark.parametrize(
    ("to", "subject"),
    [
        ("bob@example.org\nBcc: all@example.org", "Hej"),
        ("bob@example.org", "Hej\r\nBcc: all@example.org"),
    ],
)
def test_line_breaks_in_a_header_are_refused_before_anything_is_kept(
    server: Server, to: str, subject: str
) -> None:
    with pytest.raises(ValueError, match=r"(?i)newline|linefeed|header"):
        post(to, subject, "Hej", "<p>Hej</p>")
    assert Letter.objects.count() == 0


def test_long_address_and_emoji_arrive(server: Server) -> None:
    address = f"{'b' * 64}@{'.'.join(['e' * 60] * 3)}.{'x' * 6}"
    assert len(address) == 254
    write(address, "🌱" * 60)
    work()
    (received,) = server.received
    assert (received["To"], received["Subject"]) == (address, "🌱" * 60)


# The demo's outbox


def test_outbox_is_no_page_outside_a_demo(server: Server) -> None:
    sent = write()
    for end in ("", f"{sent.public_id}/", f"{sent.public_id}/as-sent/"):
        assert make_client().get(f"/outbox/{end}").status_code == 404


@pytest.fixture
def outbox(settings: Any) -> Client:
    settings.DEMO = settings.KEEPS_LETTERS = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
    return make_client()


def test_outbox_shows_letters_as_text_and_as_they_were_sent(outbox: Client) -> None:
    sent = post("bob@example.org", "<b>Hej</b>", "<i>https://x.example/</i>", "<p>Hej</p>")
    page = Page(outbox.get("/outbox/"))
    assert "<b>Hej</b>" in page.text
    where = f"/outbox/{sent.public_id}/"
    assert where in page.links()
    shown = Page(outbox.get(where))
    assert (shown.heading, shown.main.all("i"), shown.main.all("b")) == ("<b>Hej</b>", [], [])
    assert "https://x.example/" in shown.text

    as_sent = outbox.get(f"{where}as-sent/")

    assert as_sent.content == b"<p>Hej</p>"
    policy = as_sent["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "allow-same-origin" not in policy


def test_outbox_says_what_is_on_its_way(outbox: Client, settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    write()
    assert "on its way" in Page(outbox.get("/outbox/")).text
    work()
    assert "on its way" not in Page(outbox.get("/outbox/")).text


@pytest.mark.parametrize("number", [1, 50])
def test_outbox_asks_once(number: int, outbox: Client, django_assert_num_queries: Any) -> None:
    for more in range(number):
        write(subject=f"Letter {more}")
    with django_assert_num_queries(1):
        assert len(Page(outbox.get("/outbox/")).main.all("h2")) == number


def test_letter_without_a_language_is_danish(outbox: Client, bob: User) -> None:
    letter("bob@example.org", "", "mail/letter", {})
    assert 'lang="da"' in Letter.objects.get().html


def test_queue_in_tests_is_the_one_that_runs_at_once() -> None:
    assert not task_backends["default"].supports_defer
    assert timezone.now() - NOW
