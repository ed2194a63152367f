-- The months that may have to do with a ticket, first day of each: those of all that its observations tell, and those a
-- zone away from them. A clock stops at an instant that was told, so in one of these months, whatever the zone.
SELECT DISTINCT source, number, month
FROM (
    SELECT source, number, date_trunc('month', seen_at - INTERVAL 15 HOUR)::DATE AS month FROM tickets
    UNION ALL SELECT source, number, date_trunc('month', seen_at + INTERVAL 15 HOUR)::DATE FROM tickets
    UNION ALL SELECT source, number, date_trunc('month', opened_at - INTERVAL 15 HOUR)::DATE FROM tickets
    UNION ALL SELECT source, number, date_trunc('month', opened_at + INTERVAL 15 HOUR)::DATE FROM tickets
    UNION ALL SELECT source, number, date_trunc('month', resolved_at - INTERVAL 15 HOUR)::DATE FROM tickets
    UNION ALL SELECT source, number, date_trunc('month', resolved_at + INTERVAL 15 HOUR)::DATE FROM tickets
) AS told
WHERE month IS NOT NULL
