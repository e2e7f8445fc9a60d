"""What django-tenants wants to know of a tenant and its address."""

from django_tenants.models import DomainMixin, TenantMixin


class StockUnit(TenantMixin):
    """A tenant whose schema is made when the bench says so."""

    auto_create_schema = False


class StockDomain(DomainMixin):
    """Demanded by django-tenants; the bench asks no web address."""
