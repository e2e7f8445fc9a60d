"""The peer: django-tenants used as its documentation says, over the same tables."""
