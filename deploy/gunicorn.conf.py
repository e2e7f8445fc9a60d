"""The web server of a production. Two processes a core, each with a few threads; one connection a thread."""

import multiprocessing
import os
from pathlib import Path
from typing import Any

bind = os.environ.get("TIEPDAN_BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("TIEPDAN_WEB_PROCESSES", 2 * multiprocessing.cpu_count()))
threads = 4
# A slow export streams; a request that computes longer than this is ended.
timeout = 60
graceful_timeout = 20
keepalive = 5
# A process ends after so many requests, at different times, so that memory cannot grow for ever.
max_requests = 20_000
max_requests_jitter = 2_000
# Our own line a request is written by the product and holds no personal data; the server's would hold addresses.
accesslog = None
errorlog = "-"
# Only the proxy can reach this port, so its headers are believed.
forwarded_allow_ips = "*"
limit_request_line = 4094
limit_request_fields = 60


def on_starting(server: Any) -> None:
    """The requests of a server that has ended are not added to this one's; see `/metrics`."""
    folder = os.environ.get("TIEPDAN_METRICS_FOLDER")
    for file in Path(folder).glob("*.db") if folder else ():
        file.unlink(missing_ok=True)
