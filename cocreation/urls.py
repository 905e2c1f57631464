"""All addresses of the site."""

from django.urls import include, path, re_path

from cocreation import views

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("typology.urls")),
    path("", include("cocreation.people.urls")),
    path("", include("cocreation.initiatives.urls")),
    path("", include("cocreation.reminders.urls")),
    path("", include("cocreation.sharing.urls")),
    path("", include("cocreation.protection.urls")),
    path("", include("cocreation.post.urls")),
    path("help/", views.help_page, name="help"),
    path("accessibility/", views.accessibility, name="accessibility"),
    re_path("^was/?$", views.was, name="was"),
    path("privacy/", views.privacy, name="privacy"),
    path("healthz", views.healthz, name="healthz"),
]

handler403 = views.not_allowed
handler404 = views.not_found
