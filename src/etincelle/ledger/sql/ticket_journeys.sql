-- Every observation, in order, of the latest tickets of a partnership: the group that had each, and how many times its
-- tool had counted that it was handed on. Parameters: the partnership, the first instant in UTC, how many at most.
WITH ranked AS (
    SELECT source, number, row_number() OVER (ORDER BY coalesce(opened_at, seen_at) DESC, source, number) AS place
    FROM tickets_now
    WHERE partnership_code = $1 AND coalesce(opened_at, seen_at) >= $2::TIMESTAMP
),
chosen AS (
    SELECT source, number FROM ranked WHERE place <= $3
)
SELECT source, number, reassigned, coalesce(grp, '')
FROM tickets SEMI JOIN chosen USING (source, number)
ORDER BY source, number, seen_at, seq, part, line
