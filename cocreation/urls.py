"""All addresses of the site."""

from django.urls import include, path

from cocreation import views

urlpatterns = [
    path("", views.front, name="front"),
    path("", include("typology.urls")),
    path("", include("cocreation.people.urls")),
    path("initiatives/", include("cocreation.initiatives.urls")),
    path("healthz", views.healthz, name="healthz"),
]
