-- Levels of each month in which clocks stopped, by partnership, service, priority, group and calendar: tickets stopped,
-- of which with an unknown clock (truncated, or outside the timetable), met and missed among the others, then their net
-- seconds not exceeded by 50, 90 and 95 in 100 (the smallest one that as many reach: nothing interpolated) and the
-- longest. A ticket that takes exactly the promised time keeps the promise. Parameter: the zone of the months.
WITH stopped AS (
    SELECT partnership_code, service, priority, grp, calendar, promised_seconds, source, number,
           date_trunc('month', stopped_at AT TIME ZONE 'UTC' AT TIME ZONE $1)::DATE AS month,
           CASE WHEN is_truncated THEN NULL ELSE net_seconds END AS net
    FROM ticket_clocks
    WHERE stopped_at IS NOT NULL
),
placed AS (
    SELECT *,
           row_number() OVER (
               PARTITION BY partnership_code, service, priority, grp, calendar, promised_seconds, month
               ORDER BY net NULLS LAST, source, number
           ) AS place,
           count(net) OVER (
               PARTITION BY partnership_code, service, priority, grp, calendar, promised_seconds, month
           ) AS known
    FROM stopped
)
SELECT month, partnership_code, service, priority, grp, calendar, promised_seconds,
       count(*), count(*) - count(net),
       count(*) FILTER (WHERE net <= promised_seconds), count(*) FILTER (WHERE net > promised_seconds),
       min(net) FILTER (WHERE 100 * place >= 50 * known), min(net) FILTER (WHERE 100 * place >= 90 * known),
       min(net) FILTER (WHERE 100 * place >= 95 * known), max(net)
FROM placed
GROUP BY ALL
ORDER BY month, partnership_code, service, priority, grp, calendar, promised_seconds
