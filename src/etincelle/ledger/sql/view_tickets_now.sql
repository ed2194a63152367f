-- The current state of a ticket: its latest observation.
SELECT * EXCLUDE (newest)
FROM (
    SELECT *, row_number() OVER (PARTITION BY source, number ORDER BY seen_at DESC, part DESC, seq DESC) AS newest
    FROM tickets
)
WHERE newest = 1
