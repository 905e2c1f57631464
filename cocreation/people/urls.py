"""Addresses for signing in and for choosing a language."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from cocreation.people import views

app_name = "people"
urlpatterns = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("login/demo/<slug:person>/", views.demo_login, name="demo_login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("password/<uidb64>/<token>/", views.ChoosePassword.as_view(), name="choose_password"),
    path("language/", views.choose_language, name="language"),
]
