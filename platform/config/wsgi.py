"""What the web server calls: Django inside the layer that turns `/u/<key>/…` into a unit."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

_handler = get_wsgi_application()

# Imported after Django is set up: the layer reads models.
from registry.wsgi import UnitLayer  # noqa: E402

application = UnitLayer(_handler)

# What is loaded now stays to the end, so the collector of garbage leaves it alone, and looks after fifty thousand new objects
# instead of seven hundred: a request makes tens of thousands, hardly any of them in circles.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
