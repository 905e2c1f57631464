"""How people sign in and choose a password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, SetPasswordForm
from django.utils.translation import gettext_lazy as _

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


class ChoosePasswordForm(SetPasswordForm[User]):
    """A new password, typed twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-input"
