-- Incidents by partnership and month of opening: how many, how many with a verdict, how many made their SLA.
SELECT partnership_code, date_trunc('month', opened_at)::DATE AS month, count(*) AS tickets,
       count(made_sla) AS judged, count(*) FILTER (WHERE made_sla) AS made
FROM tickets_now
GROUP BY ALL
ORDER BY ALL
