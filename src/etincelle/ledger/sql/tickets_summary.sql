-- All incidents: count, unattached, judged, made their SLA (by last observation, never averaged over events).
SELECT count(*), count(*) FILTER (WHERE coalesce(partnership_code, '') = ''), count(verdict),
       count(*) FILTER (WHERE verdict), min(opened_at)::DATE, max(seen_at)::DATE
FROM tickets_now
