"""Django with one module of views: no middleware, no applications, no templates; the product's database."""

from config.settings import ALLOWED_HOSTS, DATABASES, SECRET_KEY, TIME_ZONE

__all__ = ["ALLOWED_HOSTS", "SECRET_KEY", "TIME_ZONE"]

ROOT_URLCONF = "tests.scale.bare.urls"
USE_TZ = True
DATABASES = {"default": {**DATABASES["default"], "ENGINE": "django.db.backends.postgresql", "CONN_MAX_AGE": None}}
