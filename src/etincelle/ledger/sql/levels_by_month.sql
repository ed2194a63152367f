-- Levels of each month in which clocks stopped, by partnership, service, priority, group and calendar: tickets stopped,
-- of which left out (cancelled or excused) and with an unknown verdict (outside the timetable, or kept and broken
-- according to what nobody saw before the first observation), met and missed among the others, then the net seconds
-- within which 50, 90 and 95 in 100 of these were solved (the smallest that as many do not exceed: nothing interpolated)
-- and the longest. A ticket that takes exactly the promised time keeps the promise. Parameter: the zone of the months.
WITH stopped AS (
    SELECT partnership_code, service, priority, grp, calendar, promised_seconds, source, number, is_left_out,
           date_trunc('month', stopped_at AT TIME ZONE 'UTC' AT TIME ZONE $1)::DATE AS month,
           CASE WHEN NOT is_left_out AND (net_seconds <= promised_seconds
                                          OR net_seconds - unseen_seconds > promised_seconds)
                THEN net_seconds END AS net
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
           ) AS judged
    FROM stopped
)
SELECT month, partnership_code, service, priority, grp, calendar, promised_seconds,
       count(*), count(*) FILTER (WHERE is_left_out), count(*) FILTER (WHERE net IS NULL AND NOT is_left_out),
       count(*) FILTER (WHERE net <= promised_seconds), count(*) FILTER (WHERE net > promised_seconds),
       min(net) FILTER (WHERE 100 * place >= 50 * judged), min(net) FILTER (WHERE 100 * place >= 90 * judged),
       min(net) FILTER (WHERE 100 * place >= 95 * judged), max(net)
FROM placed
GROUP BY ALL
ORDER BY month, partnership_code, service, priority, grp, calendar, promised_seconds
