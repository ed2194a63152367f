-- Incidents by priority: count, judged, made their SLA by last observation.
SELECT coalesce(priority, ''), count(*), count(verdict(made_sla, resolved_at, closed_at, state)), count(*) FILTER (WHERE verdict(made_sla, resolved_at, closed_at, state))
FROM tickets_now GROUP BY ALL ORDER BY ALL
