-- The current state of a ticket: its latest observation. At the same instant, the higher count of updates wins;
-- of the same update told twice, the newest part.
-- verdict: whether the promise was kept, NULL as long as the incident is not over, for the flag of a tool means "so
-- far". It is over when it was resolved or closed, or when its state says so; without a state nobody can tell, and the
-- flag is taken as it is. The words are those of comfort_zone/ticket_states.py, as a test sees to.
SELECT * EXCLUDE (newest),
       CASE WHEN resolved_at IS NOT NULL OR closed_at IS NOT NULL OR state IS NULL OR regexp_matches(lower(trim(state)),
           '^(resolved|solved|closed|done|completed|r[eé]solu|clos|cl[oô]t|ferm[eé]|termin[eé]|cancel|annul|rejected|duplicate|rejet[eé]|doublon)'
       ) THEN made_sla END AS verdict
FROM (
    SELECT *, row_number() OVER (
        PARTITION BY source, number ORDER BY seen_at DESC, seq DESC, part DESC, line DESC
    ) AS newest
    FROM tickets
)
WHERE newest = 1
