"""Warn, and never refuse: a text that was saved looks as if it had a CPR number in it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext as _

from cocreation.http import Request
from cocreation.initiatives.conflicts import FieldwiseForm
from cocreation.initiatives.sensitive import looks_like_cpr


def warn_of_cpr(request: Request, *saved: forms.Form) -> None:
    """Leave a notice for each field whose new words look like it; call it beside the receipt."""
    for form in saved:
        new = form.changes if isinstance(form, FieldwiseForm) else form.cleaned_data
        for name, value in new.items():
            if isinstance(value, str) and looks_like_cpr(value):
                _warn(request, form[name].label)


def _warn(request: Request, where: Any) -> None:
    text = _("It looks like a CPR number in “%(where)s”. Take it out, if it is.")
    messages.warning(request, text % {"where": where})
