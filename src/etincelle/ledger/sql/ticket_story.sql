-- The same of one ticket. Parameters: the partnership, the source, the number.
WITH chosen AS (
    SELECT source, number FROM tickets_now WHERE partnership_code = $1 AND source = $2 AND number = $3
),
sources AS (
    SELECT source, max(seen_at) AS seen_until FROM tickets WHERE source = $2 GROUP BY source
)
SELECT source, number, coalesce(service, ''), coalesce(grp, ''), coalesce(priority, ''), coalesce(state, ''),
       seen_at, opened_at, resolved_at, made_sla, seen_until
FROM tickets SEMI JOIN chosen USING (source, number) JOIN sources USING (source)
ORDER BY source, number, seen_at, seq, part, line
