"""The Celery application. Nothing depends on it: envelopes, outbox and due rows are the truth, jobs move them sooner."""

import logging
import os
import time
import uuid
from typing import Any

from celery import Celery
from celery.result import AsyncResult
from kombu.exceptions import OperationalError

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

log = logging.getLogger("tiepdan.broker")

SECONDS_OF_REST = 5.0


class PatientCelery(Celery):  # type: ignore[misc]
    """Publishing never fails and never holds up a request: what is not published now, the sweepers find.

    After a failure the broker is left alone for some seconds; else every request would wait for its time-out.
    """

    _rests_until = 0.0

    def send_task(self, name: str, *args: Any, **options: Any) -> AsyncResult:
        options["task_id"] = options.get("task_id") or str(uuid.uuid4())
        if time.monotonic() >= self._rests_until:
            try:
                return super().send_task(name, *args, **options)
            except (OperationalError, OSError) as error:
                self._rests_until = time.monotonic() + SECONDS_OF_REST
                log.warning("broker does not take %s: %s", name, type(error).__name__)
        return self.AsyncResult(options["task_id"])


app = PatientCelery("tiepdan")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(related_name="jobs")
