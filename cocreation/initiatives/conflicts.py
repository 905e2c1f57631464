"""Two people in one form: compared field by field, so that nobody is overwritten silently.

A page carries each field's old value. A field that only I changed is saved, a field that only the
other changed is left alone, and a field that both changed shows both texts and saves nothing.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _


class FieldwiseField(forms.BoundField):
    """A field that knows its old value, and the form element that it belongs to.

    Its widgets carry `form=`, so that they need not stand inside the form: a script then posts the
    field alone, and without script the form's button posts all.
    """

    form: "FieldwiseForm"

    @property
    def was(self) -> str:
        """The value that this person's page began with."""
        return self.form.was(self.name)

    def build_widget_attrs(self, attrs: dict[str, Any], widget: Any = None) -> dict[str, Any]:
        attrs = super().build_widget_attrs(attrs, widget)
        return attrs | {"form": self.form.element} if self.form.element else attrs


class FieldwiseForm(forms.Form):
    """A form over current values that may be posted whole or field by field.

    `current` is what the database holds now. `changes` is what to save, after `is_valid()`.
    """

    bound_field_class = FieldwiseField
    element = ""
    """The id of the form element on the page, where the fields stand outside it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        current: Mapping[str, Any],
        asked: Mapping[str, forms.Field] | None = None,
        **options: Any,
    ) -> None:
        """`asked` are fields that only this one form has."""
        super().__init__(data, initial=dict(current), **options)
        self.fields |= asked or {}
        for name, field in list(self.fields.items()):
            field.show_hidden_initial = True
            if data is not None and self.add_initial_prefix(name) not in data:
                del self.fields[name]

    def was(self, name: str) -> str:
        """Return the value that this person's page began with."""
        key = self.add_initial_prefix(name)
        if self.is_bound and key in self.data:
            return str(self.data[key])
        value = self.initial.get(name)
        return "" if value is None else str(value)

    @property
    def changes(self) -> dict[str, Any]:
        """Return the new value of each field that this person changed."""
        return {
            name: self.cleaned_data[name]
            for name in self.changed_data
            if name in self.cleaned_data
            and self.fields[name].has_changed(self.initial.get(name), self.cleaned_data[name])
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.changed_data:
            if name in cleaned and self._changed_by_another(name, cleaned[name]):
                self._show_both(name)
        return cleaned

    def _changed_by_another(self, name: str, mine: Any) -> bool:
        field, now = self.fields[name], self.initial.get(name)
        was = self[name].html_initial_name
        old = field.hidden_widget().value_from_datadict(self.data, self.files, was)
        return field.has_changed(now, old) and field.has_changed(now, mine)

    def _show_both(self, name: str) -> None:
        """Keep mine in the field, tell theirs, and let the next save be a knowing one."""
        now = self.initial.get(name)
        self.data = QueryDict.copy(self.data)  # type: ignore[arg-type]  # forms call it a mapping
        self.data[self[name].html_initial_name] = "" if now is None else str(now)
        message = _(
            "Someone else changed this while you wrote. It now says: “%(theirs)s”. "
            "Your own words stand in the field. Save again to use yours."
        )
        theirs = {"theirs": self._in_words(name, now)}
        self.add_error(name, forms.ValidationError(message, code="conflict", params=theirs))

    def _in_words(self, name: str, value: Any) -> str:
        choices = dict(getattr(self.fields[name], "choices", ()))
        return str(choices.get(value, value) if value not in (None, "") else _("nothing"))
