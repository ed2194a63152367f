-- Incidents by priority: count, judged, made their SLA by last observation.
SELECT coalesce(priority, ''), count(*), count(verdict), count(*) FILTER (WHERE verdict)
FROM tickets_now GROUP BY ALL ORDER BY ALL
