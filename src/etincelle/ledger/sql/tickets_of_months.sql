-- The same, for the months asked alone. Only tickets with an observation in or near them are looked at: months are
-- told by the zone, which is dear to compute, so a range of instants wide enough for any zone comes first.
-- Parameters: the zone, the first days of the months.
WITH near AS (
    SELECT DISTINCT source, number FROM tickets
    WHERE coalesce(opened_at, seen_at) BETWEEN list_min($2::DATE[]) - INTERVAL 1 DAY
                                           AND list_max($2::DATE[]) + INTERVAL 33 DAY
),
current AS (
    SELECT coalesce(partnership_code, '') AS partnership,
           CASE WHEN resolved_at IS NOT NULL OR closed_at IS NOT NULL OR state IS NULL OR regexp_matches(lower(trim(state)),
               '^(resolved|solved|closed|done|completed|r[eé]solu|clos|cl[oô]t|ferm[eé]|termin[eé]|cancel|annul|rejected|duplicate|rejet[eé]|doublon)'
           ) THEN made_sla END AS verdict,
           date_trunc('month', coalesce(opened_at, seen_at) AT TIME ZONE 'UTC' AT TIME ZONE $1)::DATE AS month
    FROM tickets SEMI JOIN near USING (source, number)
    QUALIFY row_number() OVER (
        PARTITION BY source, number ORDER BY seen_at DESC, seq DESC, part DESC, line DESC
    ) = 1
)
SELECT partnership, month, count(*), count(verdict), count(*) FILTER (WHERE verdict)
FROM current
WHERE list_contains($2::DATE[], month)
GROUP BY ALL
ORDER BY month, partnership
