"""Talk about an initiative: threads, answers, one's own words written anew."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cocreation.http import Request, atomic_writes
from cocreation.initiatives import talking
from cocreation.initiatives.answer import Answer
from cocreation.initiatives.forms.talking import AnswerForm, CommentChangeForm, ThreadForm
from cocreation.initiatives.models import Comment, Initiative
from cocreation.initiatives.views.loading import read_or_write, saved, seen, status
from cocreation.initiatives.views.warning import warn_of_cpr


@read_or_write
@atomic_writes
def comments(request: Request, public_id: UUID) -> HttpResponse:
    """Show the threads and a form for a new one, about one line when `about` says so; add it."""
    answer = _heard(request, public_id)
    about = request.GET.get("about", "")
    if about and about not in answer.catalogue.items:
        raise Http404
    words = request.POST if request.method == "POST" else None
    form = _thread_form(request, answer, words, about)
    if form.is_bound and form.is_valid():
        said = talking.say(answer.initiative, request.user, **form.cleaned_data)
        saved(request)
        warn_of_cpr(request, form)
        return _back_to(answer.initiative, said)
    return _page(request, answer, form)


@require_POST
@atomic_writes
def answer_comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Add an answer to a thread.

    Where the thread was taken off in the meantime, the words become the draft of a new one.
    """
    answer = _heard(request, public_id)
    thread = get_object_or_404(answer.initiative.comments, public_id=comment_id, thread=None)
    if thread.removed_at:
        words = request.POST.copy()
        words["about"] = thread.about
        draft = _thread_form(request, answer, words)
        draft.add_error(
            "text", _("The comment is gone that you answer. Your words can stand on their own.")
        )
        return _page(request, answer, draft)
    form = AnswerForm(request.POST, thread_id=comment_id)
    if form.is_valid():
        said = talking.answer(thread, request.user, form.cleaned_data["text"])
        saved(request)
        warn_of_cpr(request, form)
        return _back_to(answer.initiative, said)
    return _page(request, answer, _thread_form(request, answer), {comment_id: form})


@read_or_write
@atomic_writes
def comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Show one's own comment in a form; save it."""
    initiative = _heard(request, public_id).initiative
    row = _standing(initiative, comment_id)
    if not row.may_change(request.user):
        raise PermissionDenied
    form = CommentChangeForm(request.POST if request.method == "POST" else None, current=row.values)
    if form.is_bound and form.is_valid():
        row.change(request.user, form.changes)
        saved(request)
        warn_of_cpr(request, form)
        return _back_to(initiative, row)
    context = {"initiative": initiative, "form": form, "comment": row}
    return render(request, "initiatives/comment.html", context, status=status(form))


@require_POST
@atomic_writes
def remove_comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Take a comment off, with the answers to it, and with undo."""
    initiative = _heard(request, public_id).initiative
    row = get_object_or_404(initiative.comments, public_id=comment_id)
    if not row.may_remove(request.user):
        raise PermissionDenied
    row.remove(request.user)
    undo = reverse("initiatives:restore_comment", args=[public_id, comment_id])
    saved(request, _("The comment is taken off."), undo)
    return redirect("initiatives:comments", public_id)


@require_POST
@atomic_writes
def restore_comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Undo the removal."""
    initiative = _heard(request, public_id).initiative
    row = get_object_or_404(initiative.comments, public_id=comment_id)
    if not row.may_remove(request.user):
        raise PermissionDenied
    row.restore(request.user)
    saved(request, _("The comment is back."))
    return _back_to(initiative, row)


@require_POST
@atomic_writes
def resolve_comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Close a thread, with undo."""
    row = _resolvable(request, public_id, comment_id)
    row.resolve(request.user)
    undo = reverse("initiatives:reopen_comment", args=[public_id, comment_id])
    saved(request, _("The thread is settled."), undo)
    return redirect("initiatives:comments", public_id)


@require_POST
@atomic_writes
def reopen_comment(request: Request, public_id: UUID, comment_id: UUID) -> HttpResponse:
    """Open a thread again."""
    row = _resolvable(request, public_id, comment_id)
    row.reopen(request.user)
    saved(request, _("The thread is open again."))
    return _back_to(row.initiative, row)


def _heard(request: Request, public_id: UUID) -> Answer:
    """Load an initiative that the person may talk about: 404 to a stranger."""
    answer = seen(request, public_id)
    if request.method == "POST" and not answer.initiative.may_comment:
        raise PermissionDenied
    return answer


def _standing(initiative: Initiative, comment_id: UUID, **more: Any) -> Comment:
    rows = initiative.comments.standing()
    row: Comment = get_object_or_404(rows, public_id=comment_id, **more)
    return row


def _resolvable(request: Request, public_id: UUID, comment_id: UUID) -> Comment:
    initiative = _heard(request, public_id).initiative
    row = _standing(initiative, comment_id, thread=None)
    if not row.may_resolve(request.user):
        raise PermissionDenied
    return row


def _thread_form(
    request: Request, answer: Answer, words: Any = None, about: str = ""
) -> ThreadForm:
    return ThreadForm(
        words,
        listeners=talking.listeners(answer.initiative, request.user),
        catalogue=answer.catalogue,
        initial={"about": about},
    )


def _page(
    request: Request,
    answer: Answer,
    form: ThreadForm,
    refused: dict[UUID, AnswerForm] | None = None,
) -> HttpResponse:
    """Render the threads, each with its form; `refused` has the one that was sent."""
    refused, initiative = refused or {}, answer.initiative
    threads = []
    for thread in talking.threads_of(initiative, answer.catalogue, request.user):
        key = thread.first.comment.public_id
        threads.append((thread, refused.get(key) or AnswerForm(thread_id=key)))
    about = answer.catalogue.items.get(form["about"].value() or "")
    context = {
        "answer": answer,
        "initiative": initiative,
        "form": form,
        "line": talking.Line.of(initiative, about) if about else None,
        "going_on": [each for each in threads if each[0].is_open],
        "settled": [each for each in threads if not each[0].is_open],
    }
    code = status(form, *refused.values())
    return render(request, "initiatives/comments.html", context, status=code)


def _back_to(initiative: Initiative, row: Comment) -> HttpResponse:
    """Go to the place of a comment on the page."""
    where = reverse("initiatives:comments", args=[initiative.public_id])
    return redirect(f"{where}#comment-{row.public_id}")
