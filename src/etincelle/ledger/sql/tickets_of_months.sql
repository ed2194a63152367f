-- The same, for the months asked alone: only tickets with an observation in them are looked at.
-- Parameters: the zone, the first days of the months.
WITH dated AS (
    SELECT source, number, seen_at, seq, part, line, made_sla, coalesce(partnership_code, '') AS partnership,
           date_trunc('month', timezone($1, timezone('UTC', coalesce(opened_at, seen_at))))::DATE AS month
    FROM tickets
),
current AS (
    SELECT * FROM dated SEMI JOIN (SELECT source, number FROM dated WHERE list_contains($2::DATE[], month))
    USING (source, number)
    QUALIFY row_number() OVER (
        PARTITION BY source, number ORDER BY seen_at DESC, seq DESC, part DESC, line DESC
    ) = 1
)
SELECT partnership, month, count(*), count(made_sla), count(*) FILTER (WHERE made_sla)
FROM current
WHERE list_contains($2::DATE[], month)
GROUP BY ALL
ORDER BY month, partnership
