"""Addresses of what is known: the forms, the cases, the model, the words."""

from django.urls import path, register_converter

from typology import views
from typology.placement import Form


class FormConverter:
    """One of the four forms; anything else is no page."""

    regex = "|".join(Form)

    def to_python(self, value: str) -> Form:
        return Form(value)

    def to_url(self, value: str) -> str:
        return str(value)


register_converter(FormConverter, "form")

app_name = "typology"
urlpatterns = [
    path("forms/", views.forms, name="forms"),
    path("forms/compare/", views.compare, name="compare"),
    path("forms/<form:form>/", views.form, name="form"),
    path("cases/", views.cases, name="cases"),
    path("cases/<str:case_id>/", views.case, name="case"),
    path("model/", views.model, name="model"),
    path("glossary/", views.glossary, name="glossary"),
]
