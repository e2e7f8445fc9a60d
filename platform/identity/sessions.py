"""The sessions of Django in the database, read with a statement that is compiled once: every page of an officer reads one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models.functions import Now

from kernel.prepared import Prepared

_in_force = Prepared(lambda key: Session.objects.filter(session_key=key, expire_date__gt=Now()))


class SessionStore(db.SessionStore):
    """See Django's; what it writes and how long it lasts is the same."""

    def _get_session_from_db(self) -> Session | None:
        found = _in_force.first(self.session_key)
        if found is None:
            self._session_key = None
        return found
