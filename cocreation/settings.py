"""Django's settings, one module for every mode. What differs comes from `env.py`."""

from contextlib import suppress

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from cocreation.env import ROOT, Mode, demo_key, read

ENVIRONMENT = read()
DEBUG = ENVIRONMENT.cocreation_mode is Mode.DEVELOPMENT
DEMO = ENVIRONMENT.cocreation_mode is Mode.DEMO
PRODUCTION = ENVIRONMENT.cocreation_mode is Mode.PRODUCTION

with suppress(OSError):  # the commands that write there say so in their own words
    ENVIRONMENT.data_dir.mkdir(parents=True, exist_ok=True)
SECRET_KEY = ENVIRONMENT.secret_key.get_secret_value() or (
    demo_key(ENVIRONMENT.data_dir) if DEMO else "development-only-" * 4
)
DEMO_LOGINS = DEMO
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
SITE_ADDRESS = ENVIRONMENT.site
ALLOWED_HOSTS = LOOPBACK if DEMO else ENVIRONMENT.hosts or [*LOOPBACK, "testserver"]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks_db",
    "typology",
    "cocreation",
    "cocreation.post",
    "cocreation.people",
    "cocreation.initiatives",
    "cocreation.reminders",
    "cocreation.sharing",
    "cocreation.protection",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cocreation.middleware.LoginRequired",
    "cocreation.middleware.PreferredLanguage",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cocreation.middleware.NotAllowedPage",
]
ROOT_URLCONF = "cocreation.urls"
WSGI_APPLICATION = "cocreation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = {"default": ENVIRONMENT.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "people:login"
LOGIN_REDIRECT_URL = "front"
LOGOUT_REDIRECT_URL = "front"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", _("Danish")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "cocreation" / "locale"]
FORMAT_MODULE_PATH = "cocreation.formats"
TIME_ZONE = "Europe/Copenhagen"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = ENVIRONMENT.data_dir / "static"
STATICFILES_DIRS = [ROOT / "static"]
MEDIA_ROOT = ENVIRONMENT.data_dir / "files"  # served by views that ask who reads, at no address
FILE_UPLOAD_HANDLERS = [
    "cocreation.uploads.OneModestFile",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        ),
    },
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "template_fragments": {  # what a template says is alike on all pages, kept by each process
        "BACKEND": (
            "django.core.cache.backends.dummy.DummyCache"
            if DEBUG
            else "django.core.cache.backends.locmem.LocMemCache"
        ),
    },
}
WHITENOISE_MAX_AGE = 0 if DEBUG else 60
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

MAILERS = {
    "default": {
        "BACKEND": (
            "django.core.mail.backends.smtp.EmailBackend"
            if PRODUCTION
            else "django.core.mail.backends.dummy.EmailBackend"
            if DEMO
            else "django.core.mail.backends.console.EmailBackend"
        ),
        "OPTIONS": ENVIRONMENT.mail_server if PRODUCTION else {},
    },
}
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
KEEPS_LETTERS = DEMO  # the demo's outbox shows what was sent
TASKS = {
    "default": {
        "BACKEND": (
            "django.tasks.backends.immediate.ImmediateBackend"
            if DEBUG
            else "django_tasks_db.DatabaseBackend"
        ),
    },
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "connect-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "img-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "cocreation.views.form_expired"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
