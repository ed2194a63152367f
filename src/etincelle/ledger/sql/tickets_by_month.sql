-- Tickets by month of opening and partnership: in all, with a verdict, that made their SLA. Parameter: the zone.
SELECT coalesce(partnership_code, '') AS partnership,
       date_trunc('month', coalesce(opened_at, seen_at) AT TIME ZONE 'UTC' AT TIME ZONE $1)::DATE AS month,
       count(*), count(verdict), count(*) FILTER (WHERE verdict)
FROM tickets_now
WHERE coalesce(opened_at, seen_at) IS NOT NULL
GROUP BY ALL
ORDER BY month, partnership
