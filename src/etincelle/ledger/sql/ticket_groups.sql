-- What a promised time can be said of: partnership, service, priority and group of the tickets' current states.
SELECT coalesce(partnership_code, '') AS partnership_code, coalesce(service, '') AS service,
       coalesce(priority, '') AS priority, coalesce(grp, '') AS grp, count(*)
FROM tickets_now
GROUP BY ALL
ORDER BY ALL
