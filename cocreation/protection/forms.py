"""What an organisation chooses to keep, and the last question before someone is erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.fields import words
from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.people.models import User


def _number(label: Any, hint: Any, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        required=False,
        min_value=1,
        max_value=most,
        error_messages={
            "invalid": _("Write a whole number, or nothing."),
            "min_value": _("Write at least %(limit_value)s, or nothing."),
            "max_value": _("Write at most %(limit_value)s, or nothing."),
        },
        widget=forms.TextInput(attrs={"class": "form-input", "inputmode": "numeric", "size": 4}),
    )


class RetentionForm(FieldwiseForm):
    """How long things are kept. An empty field keeps them."""

    contact = words(
        200,
        label=_("Whom do members ask about their data?"),
        help_text=_("A department with an address or a telephone number."),
    )
    done_years = _number(
        _("After how many years does a finished initiative go to the bin?"),
        _("Five is a good choice. It can come back from the bin for 30 days."),
        50,
    )
    inactive_months = _number(
        _("After how many months does an unused account close?"),
        _("Its owner gets a letter 14 days before. You can open it again."),
        120,
    )
    history_years = _number(
        _("After how many years does the history lose its words?"),
        _("Who did what and when stays. What it said is gone for good."),
        50,
    )


class ErasingForm(forms.Form):
    """The address, typed out, and the password of whoever has one."""

    email = forms.EmailField(
        label=_("Write your e-mail address"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address, such as name@example.dk."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "class": "form-input"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=500,
        error_messages={"required": _("Write your password.")},
        widget=forms.PasswordInput(
            attrs={"autocomplete": "current-password", "class": "form-input"}
        ),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"])
        if email.lower() != self.user.email.lower():
            raise forms.ValidationError(_("This is not the address that you sign in with."))
        return email

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        if not self.user.check_password(password):
            raise forms.ValidationError(_("The password is wrong."))
        return password
