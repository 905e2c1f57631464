"""Send letters in the background, and try again when the mail server does not take one."""

import logging
from collections.abc import Mapping
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.tasks import task, task_backends
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cocreation.post.models import LOG_KEPT, Letter

log = logging.getLogger(__name__)


def post(
    to: str, subject: str, text: str, html: str, headers: Mapping[str, str] | None = None
) -> Letter:
    """Keep a letter, and have it sent; both or neither, when it stands in a transaction.

    ValueError for a subject, an address or a header with a line break in it.
    """
    letter = Letter(to=to, subject=subject, text=text, html=html, headers=dict(headers or {}))
    letter.message.message()
    letter.save()
    deliver.enqueue(letter.pk)
    return letter


@task
def deliver(letter_id: int) -> None:
    """Hand a letter to the mail server, once: a letter that is taken, sent or gone is left alone.

    A worker that dies between the server's yes and our row makes the one copy too many there can
    be, with the same Message-ID.
    """
    letter = Letter.objects.claim(letter_id)
    if letter is None:
        return
    try:
        letter.message.send()
    except (SMTPException, OSError) as error:
        if _is_final(error):
            letter.give_up(_name(error))
            log.error("Letter %s was refused: %s", letter.public_id, _name(error))
        elif letter.postpone(_name(error)):
            log.warning("Letter %s waits: %s", letter.public_id, _name(error))
            _again(letter)
        else:
            log.error("Letter %s is given up: %s", letter.public_id, _name(error))
    else:
        letter.mark_sent()


def pick_up() -> int:
    """Have those letters sent that a stopped worker left behind, and return how many there are."""
    keys = list(Letter.objects.forgotten().values_list("pk", flat=True))
    for key in keys:
        deliver.enqueue(key)
    return len(keys)


def clear_log() -> int:
    """Delete what was sent or given up a month ago, and return how many letters there were."""
    since = timezone.now() - LOG_KEPT
    DBTaskResult.objects.finished().filter(finished_at__lte=since).delete()
    old = Letter.objects.filter(sent_at__lte=since) | Letter.objects.filter(given_up_at__lte=since)
    return old.delete()[0]


def _again(letter: Letter) -> None:
    # Where there is no worker, as in development, `pick_up` does it.
    if task_backends["default"].supports_defer:
        deliver.using(run_after=letter.next_at).enqueue(letter.pk)


def _is_final(error: Exception) -> bool:
    """Whether the server will never take it. What the site's owner can mend is tried again."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def _name(error: Exception) -> str:
    """Name what went wrong, without the server's words: they may hold an address."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = sorted({code for code, _words in error.recipients.values()})
        return f"{type(error).__name__} {' '.join(map(str, codes))}"
    return f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
