"""What the OpenAPI schema says beside the operations themselves."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    target_class = "api.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "Made by the member under /desk/; one unit, scoped, expiring.",
        }


def with_servers(result: dict[str, Any], generator: Any, request: Any, public: bool) -> dict[str, Any]:
    """Say for each path whether it stands at the site or under a unit's address."""
    unit_server = {
        "url": "/u/{unit}",
        "description": "One unit",
        "variables": {"unit": {"default": "30301", "description": "The unit's key"}},
    }
    for path, operations in result["paths"].items():
        at_site = path.startswith(SITE_PATHS)
        for method, operation in operations.items():
            if method in {"get", "post", "put", "patch", "delete"}:
                operation["servers"] = [{"url": "/", "description": "The site"}] if at_site else [unit_server]
    result["servers"] = [{"url": "/", "description": "The site"}, unit_server]
    return result


SITE_PATHS = ("/api/v1/units/", "/api/v1/tracking/", "/api/v1/schema/")
