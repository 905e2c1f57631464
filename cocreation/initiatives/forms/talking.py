"""What is said about an initiative, and the files that belong to it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.files import (
    LARGEST,
    MEDIA_TYPES,
    SPELLINGS,
    Held,
    Refused,
    Why,
    check,
)
from cocreation.initiatives.forms.fields import words
from cocreation.people.models import User
from typology.catalogue import Catalogue

LONGEST = 2000


class ThreadForm(forms.Form):
    """A new comment: to everyone or to someone, about the whole or about one line."""

    text = words(LONGEST, required=True, rows=4, label=_("Comment"))
    addressed_to = forms.ModelChoiceField(
        User.objects.none(),
        required=False,
        to_field_name="public_id",
        empty_label=_("Everyone"),
        label=_("Who should answer?"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "invalid_choice": _("This person may not read the initiative. Choose another.")
        },
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        listeners: QuerySet[User],
        catalogue: Catalogue,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        self.catalogue = catalogue
        self.fields["addressed_to"].queryset = listeners  # type: ignore[attr-defined]  # a model choice

    def clean_about(self) -> str:
        about: str = self.cleaned_data["about"]
        if about and about not in self.catalogue.items:
            raise forms.ValidationError(_("That line is not on any list. Choose it again."))
        return about


class AnswerForm(forms.Form):
    """An answer in a thread; each form on the page has ids of its own."""

    text = words(LONGEST, required=True, rows=3, label=_("Answer"))

    def __init__(self, data: Any = None, *, thread_id: Any) -> None:
        super().__init__(data, auto_id=f"answer-{thread_id}-%s")


class CommentChangeForm(FieldwiseForm):
    """One's own words, written anew."""

    text = words(LONGEST, required=True, rows=5, label=_("Comment"))


REASONS = {
    Why.HIDDEN: _("The name has hidden characters. Give the file another name."),
    Why.NAMELESS: _("The file has no name. Give it one."),
    Why.ENDING: _(
        "That type is not taken in. Choose a PDF, an Office or OpenDocument file, a picture "
        "(PNG, JPG or WebP), or plain text."
    ),
    Why.EMPTY: _("The file is empty. Choose another."),
    Why.TOO_LARGE: _("The file is too large. It may be at most 20 MB."),
    Why.NOT_WHAT_IT_SAYS: _(
        "The content is not what the name says, or the file is damaged. Save it again from its "
        "own program."
    ),
    Why.PROGRAM: _("The file has macros or another program in it. Save it without them."),
    Why.UNSAFE: _(
        "The file is packed so that it could do harm, or it has a password. Save it again from "
        "its own program."
    ),
    Why.TOO_MANY: _("There are 50 files already. Remove one first."),
    Why.FULL: _("The files fill more than 200 MB with this one. Remove a large one first."),
    Why.BIN_FULL: _(
        "Too many large files were removed lately. They are deleted after 30 days; then there "
        "is room again."
    ),
}
"""Each reason in words, with what to do."""


class FileForm(forms.Form):
    """A file from someone's own device. `name` is the one to show."""

    file = forms.FileField(
        required=False,
        allow_empty_file=True,
        label=_("Choose a file"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPG, WebP or plain text. "
            "At most 20 MB."
        ),
        widget=forms.FileInput(
            attrs={
                "class": "form-input file-input",
                "accept": ",".join(f".{ending}" for ending in (*MEDIA_TYPES, *SPELLINGS)),
            }
        ),
    )

    def __init__(self, data: Any = None, files: Any = None, *, held: Held, sent: int = 0) -> None:
        super().__init__(data, files)
        self.held, self.sent, self.name = held, sent, ""

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            if not file and self.sent > LARGEST:  # we hung up before its end
                raise Refused(Why.TOO_LARGE)
            if len(self.files.getlist("file")) > 1:
                raise forms.ValidationError(_("Choose one file at a time."), code="several")
            if not file:
                raise forms.ValidationError(_("Choose a file first."), code="required")
            self.name = check(file.name, file.size, file.file)
            self.held.check_room(file.size)
        except Refused as refused:
            raise forms.ValidationError(REASONS[refused.why], code=refused.why) from None
        return file
