"""From where a request came: counted against guesses, stored only as a keyed digest."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from django.conf import settings

#: One household has a whole /64 of IPv6.
_IPV6_PREFIX = 64


def caller(meta: Mapping[str, Any]) -> str:
    """The caller's network address from `request.META`, behind as many proxies as are our own."""
    proxies = int(settings.PROXIES)
    hops = [hop.strip() for hop in str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",") if hop.strip()]
    found = str(meta.get("REMOTE_ADDR", ""))
    if proxies and len(hops) >= proxies:
        found = hops[-proxies]
    try:
        address = ip_address(found)
    except ValueError:
        return found[:64]
    if address.version == 6:
        return str(ip_network((address, _IPV6_PREFIX), strict=False))
    return str(address)
