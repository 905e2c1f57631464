"""How people sign in, choose a password, and make the account that an invitation is for."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from cocreation.fields import words
from cocreation.people.models import User


class SignInForm(AuthenticationForm):
    """An address and a password. One message for every way to be wrong."""

    error_messages = {
        "invalid_login": _("The address and the password do not match. Check both and try again."),
        "inactive": _("This account is closed. Ask your organisation's admin."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"] = forms.EmailField(
            label=_("E-mail"),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-input"}),
        )
        self.fields["password"].widget.attrs["class"] = "form-input"


class ForgottenForm(forms.Form):
    """The address that a letter goes to."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("Write an e-mail address, such as name@example.dk."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "username", "class": "form-input"}),
    )


class ChoosePasswordForm(SetPasswordForm[User]):
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-input"


class AccountForm(forms.Form):
    """What a new person says of themselves: the address is known from the invitation."""

    name = words(100, required=True, label=_("Your name"))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        max_length=500,
        help_text=_("Twelve characters or more. A short sentence is easy to remember."),
        error_messages={"required": _("Choose a password.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-input"}),
    )

    def __init__(self, data: Any = None, *, email: str) -> None:
        super().__init__(data)
        self.email = email
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        name = self.cleaned_data.get("name", "")
        validate_password(password, User(email=self.email, name=name))
        return password
