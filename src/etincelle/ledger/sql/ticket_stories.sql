-- Every observation, in order, of the tickets of a partnership that lived in a span of time, and until when the source
-- of each tells anything. Parameters: the partnership, the first instant and the last one, in UTC.
WITH chosen AS (
    SELECT source, number FROM tickets_now
    WHERE partnership_code = $1 AND coalesce(resolved_at, closed_at, seen_at) >= $2::TIMESTAMP
      AND coalesce(opened_at, seen_at) < $3::TIMESTAMP
),
sources AS (
    SELECT source, max(seen_at) AS seen_until FROM tickets GROUP BY source
)
SELECT source, number, coalesce(service, ''), coalesce(grp, ''), coalesce(priority, ''), coalesce(state, ''),
       seen_at, opened_at, resolved_at, made_sla, seen_until
FROM tickets SEMI JOIN chosen USING (source, number) JOIN sources USING (source)
ORDER BY source, number, seen_at, seq, part, line
