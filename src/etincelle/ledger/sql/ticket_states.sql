-- The states ever seen, as the intervals name them ('' when an observation tells none), with their observations.
SELECT coalesce(state, '') AS state, count(*)
FROM tickets
GROUP BY ALL
ORDER BY state
