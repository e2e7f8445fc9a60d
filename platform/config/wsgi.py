"""What the web server calls: Django inside the layer that turns `/u/<key>/…` into a unit."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_handler = get_wsgi_application()

# Imported after Django is set up: the layer reads models.
from registry.wsgi import UnitLayer  # noqa: E402

application = UnitLayer(_handler)
