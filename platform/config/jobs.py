"""Celery's door of the frame: the installation looks at itself."""

from config.operating.actions.chains import verify_chains as verify
from config.operating.actions.watching import watch as look
from kernel.jobs import site_job


@site_job(name="operating.watch")
def watch() -> int:
    """Keep a sample, bring alarms up to date, tell people. Returns how many mails left."""
    return look()


@site_job(name="operating.verify_chains")
def verify_chains() -> int:
    """Walk along the chain of every unit. Returns how many findings."""
    return verify()
