"""The site's addresses, and one bare view to compare with: a session, a user and one query."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from cocreation.people.models import Organisation


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with one number from the database."""
    return HttpResponse(f"{request.user} {Organisation.objects.count()}")


urlpatterns = [path("bare/", bare), path("", include("cocreation.urls"))]
