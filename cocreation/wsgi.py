"""The server's door: production unless the environment says otherwise."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("COCREATION_MODE", "production")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cocreation.settings")

application = get_wsgi_application()
