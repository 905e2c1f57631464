"""Names for what is kept, which two to compare, and what a new initiative begins with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from cocreation.initiatives.forms.describing import NewInitiativeForm
from cocreation.initiatives.forms.fields import select, words
from cocreation.initiatives.models import Version
from cocreation.initiatives.pieces import USUAL, Piece

NOW = "now"


class VersionForm(forms.Form):
    """A name for the initiative as it is now."""

    name = words(
        120,
        required=True,
        label=_("What do you call this moment?"),
        help_text=_("For example: as agreed with the council, 3 May."),
    )


def pieces(without: frozenset[Piece] = frozenset()) -> forms.MultipleChoiceField:
    """Return a field for what comes along."""
    return forms.MultipleChoiceField(
        choices=[each for each in Piece.choices if each[0] not in without],
        required=False,
        label=_("What comes along?"),
        widget=forms.CheckboxSelectMultiple,
        initial=[piece for piece in Piece.values if piece in USUAL - without],
    )


class TemplateForm(forms.Form):
    """A new template: its name, and what it has of the initiative. Names never come along."""

    name = words(
        120,
        required=True,
        label=_("What do you call the template?"),
        help_text=_("Say what it is good for. Your colleagues see it when they begin."),
    )
    pieces = pieces(frozenset({Piece.NAMES}))


class RenameForm(forms.Form):
    """Another name for a template."""

    name = words(120, required=True, label=_("Name of the template"))


class BeginForm(NewInitiativeForm):
    """The two first fields of an initiative, filled in from what it begins with."""

    pieces = pieces()

    def __init__(
        self, data: Any, *, organisations: Any, first: Mapping[str, Any], is_chosen_from: bool
    ) -> None:
        """`first` is what stands in the two fields; `is_chosen_from` asks what comes along."""
        super().__init__(data, organisations=organisations)
        self.initial = dict(first)
        if not is_chosen_from:
            del self.fields["pieces"]

    @property
    def wanted(self) -> list[str] | None:
        """What shall come along; None for all that there is."""
        return self.cleaned_data["pieces"] if "pieces" in self.fields else None


class SourceForm(forms.Form):
    """What to begin with: shown as links and lists, sent as GET."""

    template = forms.UUIDField(required=False)
    copy = forms.UUIDField(required=False)
    case = forms.CharField(required=False, max_length=60)


class CompareForm(forms.Form):
    """Two versions of one initiative, or one and how it is now."""

    one = select([], label=_("What was"))
    other = select([], label=_("What is"))

    def __init__(self, data: Any, *, versions: Iterable[Version]) -> None:
        super().__init__(data)
        named = [(str(each.public_id), _dated(each)) for each in versions]
        self.fields["one"].choices = named  # type: ignore[attr-defined]
        self.fields["other"].choices = [(NOW, _("As it is now")), *named]  # type: ignore[attr-defined]


def _dated(version: Version) -> str:
    """Return a version's name and its day, which tells two of one name apart."""
    return f"{version.name} ({date_format(localtime(version.made_at), 'SHORT_DATE_FORMAT')})"
