-- The current state of a ticket: its latest observation. At the same instant, the higher count of updates wins;
-- of the same update told twice, the newest part.
SELECT * EXCLUDE (newest)
FROM (
    SELECT *, row_number() OVER (
        PARTITION BY source, number ORDER BY seen_at DESC, seq DESC, part DESC, line DESC
    ) AS newest
    FROM tickets
)
WHERE newest = 1
