-- What ticket_stories.sql tells, of the partnerships and months asked (months of view_ticket_reach.sql), and the partnership
-- at the end of each row; partnership by partnership. Parameters: the first instant and the last one, in UTC.
WITH chosen AS (
    SELECT source, number, partnership_code AS partnership FROM tickets_now
    WHERE coalesce(resolved_at, closed_at, seen_at) >= $1::TIMESTAMP AND coalesce(opened_at, seen_at) < $2::TIMESTAMP
),
asked AS (
    SELECT partnership_code AS partnership, month::DATE AS month FROM asked_months
),
reached AS (
    SELECT DISTINCT source, number, partnership
    FROM chosen JOIN ticket_reach USING (source, number) JOIN asked USING (partnership, month)
),
sources AS (
    SELECT source, max(seen_at) AS seen_until FROM tickets GROUP BY source
)
SELECT source, number, coalesce(service, ''), coalesce(grp, ''), coalesce(priority, ''), coalesce(state, ''),
       seen_at, opened_at, resolved_at, made_sla, seen_until, partnership
FROM tickets JOIN reached USING (source, number) JOIN sources USING (source)
ORDER BY partnership, source, number, seen_at, seq, part, line
