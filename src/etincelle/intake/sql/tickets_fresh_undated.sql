-- Of an export without a date of update: observations that differ from the current state of their ticket.
CREATE TEMP TABLE fresh AS
SELECT i.* FROM incoming AS i ANTI JOIN tickets_now AS t
ON i.source = t.source AND i.number = t.number AND i.partnership_code IS NOT DISTINCT FROM t.partnership_code
   AND i.service IS NOT DISTINCT FROM t.service AND i.grp IS NOT DISTINCT FROM t.grp
   AND i.category IS NOT DISTINCT FROM t.category AND i.priority IS NOT DISTINCT FROM t.priority
   AND i.state IS NOT DISTINCT FROM t.state AND i.opened_at IS NOT DISTINCT FROM t.opened_at
   AND i.resolved_at IS NOT DISTINCT FROM t.resolved_at AND i.closed_at IS NOT DISTINCT FROM t.closed_at
   AND i.made_sla IS NOT DISTINCT FROM t.made_sla AND i.reopened IS NOT DISTINCT FROM t.reopened
   AND i.reassigned IS NOT DISTINCT FROM t.reassigned
