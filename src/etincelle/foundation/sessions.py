"""Sessions in the database, read by a prepared query: every page reads one."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from etincelle.foundation import clock
from etincelle.foundation.prepared import Prepared, given

LIVE = Prepared(
    lambda: QuerySet(Session).filter(session_key=given("key"), expire_date__gt=given("now")).values_list("session_data")
)


class SessionStore(db.SessionStore):
    """Django's own, but for how a session is read."""

    def load(self) -> dict[str, object]:
        """What a live session holds; a dead or unknown one loses its key and holds nothing."""
        row = LIVE.first(key=self.session_key, now=clock.wall_now())
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, object] = self.decode(row[0])
        return held
