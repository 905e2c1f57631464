"""All addresses of the site."""

from django.urls import include, path, re_path

from cocreation import views

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("typology.urls")),
    path("", include("cocreation.people.urls")),
    path("initiatives/", include("cocreation.initiatives.urls")),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    re_path("^was/?$", views.was, name="was"),
    path("privacy/", views.privacy, name="privacy"),
    path("healthz", views.healthz, name="healthz"),
]
