"""How often a person wants letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cocreation.reminders.models import Pace


class PaceForm(forms.Form):
    """One choice of four."""

    pace = forms.ChoiceField(label=_("Letters"), choices=Pace, widget=forms.RadioSelect)
