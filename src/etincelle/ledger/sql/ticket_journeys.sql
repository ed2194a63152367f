-- The groups that had each of the latest tickets of a partnership, in order, and how many times its tool counted that it
-- was handed on. Parameters: the partnership, the first instant in UTC, how many tickets at most.
WITH chosen AS (
    SELECT source, number FROM tickets_now
    WHERE partnership_code = $1 AND coalesce(opened_at, seen_at) >= $2::TIMESTAMP
    ORDER BY coalesce(opened_at, seen_at) DESC, source, number LIMIT $3
)
SELECT source, number, max(reassigned), list(coalesce(grp, '') ORDER BY seen_at, seq, part, line)
FROM tickets SEMI JOIN chosen USING (source, number)
GROUP BY source, number ORDER BY source, number
