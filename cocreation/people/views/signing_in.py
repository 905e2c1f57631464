"""Sign in, sign out, ask for and choose a password, choose a language."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login, views
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from cocreation.http import read_or_write, status
from cocreation.people.demo import DEMO_PEOPLE
from cocreation.people.forms.signing_in import ChoosePasswordForm, ForgottenForm, SignInForm
from cocreation.people.models import User
from cocreation.people.passwords import send_password_letter


class SignIn(views.LoginView):
    """Show the sign-in form; in a demo also one button for each demo person."""

    template_name = "people/login.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = DEMO_PEOPLE if settings.DEMO_LOGINS else ()
        return super().get_context_data(demo_people=people, **kwargs)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        """Return the page that was asked for, when it is ours."""
        asked = self.request.POST.get("next", self.request.GET.get("next", ""))
        return _safe(self.request, asked) if asked else ""

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_not_required
@require_POST
def demo_login(request: HttpRequest, person: str) -> HttpResponse:
    """Sign in as one of the demo's people. Outside a demo there is no such page."""
    address = next((each.email for each in DEMO_PEOPLE if each.id == person), None)
    if not settings.DEMO_LOGINS or address is None:
        raise Http404
    user = get_object_or_404(User, email=address)
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    return HttpResponseRedirect(_safe(request, request.POST.get("next", "")))


@login_not_required
@read_or_write
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a link there. The answer is the same for every address."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    is_asked = form.is_bound and form.is_valid()
    if is_asked:
        send_password_letter(form.cleaned_data["email"])
    context = {"form": form, "is_asked": is_asked}
    return render(request, "people/forgotten.html", context, status=status(form))


@method_decorator(login_not_required, name="dispatch")
class ChoosePassword(views.PasswordResetConfirmView):
    """Choose a password with a link that works once."""

    template_name = "people/choose_password.html"
    form_class = ChoosePasswordForm
    success_url = reverse_lazy("front")
    post_reset_login = True
    post_reset_login_backend = "django.contrib.auth.backends.ModelBackend"

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Speak another language from now on: in the profile, and in a cookie on this device."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(_safe(request, request.POST.get("next", "")))
    if check_for_language(language) and language in dict(settings.LANGUAGES):
        if request.user.is_authenticated:
            User.objects.filter(pk=request.user.pk).update(language=language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


def _safe(request: HttpRequest, address: str) -> str:
    """Return an address of our own, or the front page."""
    ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if ours and address.startswith("/") else "/"
