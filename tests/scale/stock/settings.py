"""django-tenants as an application: our unit apps are its TENANT_APPS, so its schemas hold the same tables."""

from config.settings import *  # noqa: F403
from config.settings import DATABASES, SHARED_APPS, TENANT_APPS

SHARED_APPS = ["django_tenants", "tests.scale.stock", *SHARED_APPS]
INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "stock.StockUnit"
TENANT_DOMAIN_MODEL = "stock.StockDomain"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DATABASES["default"] |= {"ENGINE": "django_tenants.postgresql_backend"}
