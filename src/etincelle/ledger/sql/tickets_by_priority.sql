-- Incidents by priority: count, judged, made their SLA by last observation.
SELECT coalesce(priority, ''), count(*), count(made_sla), count(*) FILTER (WHERE made_sla)
FROM tickets_now GROUP BY ALL ORDER BY ALL
