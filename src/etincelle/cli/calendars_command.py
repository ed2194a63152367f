"""`etincelle calendars`: what comes by itself, and why it did not."""

import click

from etincelle.cli.deciding import decide
from etincelle.cli.language import _
from etincelle.cli.telling import print_json
from etincelle.foundation.access import everything
from etincelle.intake import subscriptions, telling
from etincelle.intake.models import CalendarSubscription

WHY = "the owner looks at the subscribed calendars"


def command(now: bool, as_json: bool) -> int:
    """List the subscriptions, fetched first if asked; 1 when one that is active has a problem."""
    rows = list(everything(CalendarSubscription, WHY).exclude(state=subscriptions.State.REMOVED).order_by("name", "pk"))
    active = [row for row in rows if row.state == subscriptions.State.ACTIVE]
    taken = [subscriptions.fetch(row) for row in active] if now else []
    if any(one and one.batch for one in taken):
        decide()
    if as_json:
        print_json({"calendars": [document(row) for row in rows]})
    else:
        for row in rows:
            click.echo(line(row))
        if not rows:
            click.echo(_("No calendar comes by itself yet. Subscribe on the page Sources, Subscribed calendars."))
    return int(any(row.problem for row in active))


def line(row: CalendarSubscription) -> str:
    """One subscription, in words."""
    told = telling.subscription(row)
    if not told["is_active"]:
        return _("%(name)s (%(host)s): paused") % told
    if told["problem"]:
        return _("%(name)s (%(host)s): %(problem)s Next try: %(next)s.") % told
    return (
        _("%(name)s (%(host)s): received %(received)s")
        if told["received"]
        else _("%(name)s (%(host)s): not received yet")
    ) % told


def document(row: CalendarSubscription) -> dict[str, object]:
    """One subscription for programs: codes and instants, never its address."""
    return {
        "name": row.name, "host": row.host, "state": row.state, "problem": row.problem,
        "received_at": row.received_at.isoformat() if row.received_at else None,
        "next_try_at": row.next_try_at.isoformat(), "last_import": row.last_batch,
    }  # fmt: skip
