-- The clock of each ticket that is promised something, by calendar, in whole seconds.
-- elapsed: from its opening, whatever the hour, without the states that stop the clock. gross: of those, the open ones.
-- paused: of the gross ones, those in a state that pauses. net = gross - paused. A reopened ticket goes on counting.
-- F(t), the open seconds before t, is base_seconds, and t - start of its bucket when that one is open. A clock is the
-- signed sum of F over the instants where it starts (-) and stops (+); one that still runs is read at the last instant
-- that its source tells anything about. When the timetable lacks a bucket the open seconds are unknown: NULL.
-- is_truncated: what came before the first observation was not seen, so that the clock is supposed.
-- Same order and same first instant as view_ticket_intervals.sql, straight from the observations: one sort, not two.
WITH promises AS (
    SELECT partnership_code, service, priority, grp, calendar, promised_seconds, step_seconds,
           dense_rank() OVER (ORDER BY partnership_code, service, priority, grp) AS ticket_group,
           row_number() OVER (
               ORDER BY partnership_code, service, priority, grp, calendar, promised_seconds
           ) AS promise
    FROM promised_times LEFT JOIN timetable_steps USING (calendar)
),
ticket_groups AS (
    SELECT DISTINCT partnership_code, service, priority, grp, ticket_group FROM promises
),
observed AS (
    SELECT source, number, seen_at, opened_at, seq, part, line, ticket_group,
           CASE WHEN effect = 'stop' THEN 0 ELSE 1 END AS runs, CASE WHEN effect = 'pause' THEN 1 ELSE 0 END AS pauses
    FROM (
        SELECT source, number, seen_at, opened_at, seq, part, line, coalesce(state, '') AS state,
               coalesce(partnership_code, '') AS partnership_code, coalesce(service, '') AS service,
               coalesce(priority, '') AS priority, coalesce(grp, '') AS grp
        FROM tickets
    ) AS plain
    LEFT JOIN clock_states USING (state)
    LEFT JOIN ticket_groups USING (partnership_code, service, priority, grp)
),
in_turn AS (
    SELECT source, number, seen_at, seq, runs, pauses,
           lag(runs) OVER in_order AS ran, lag(pauses) OVER in_order AS paused,
           lead(runs) OVER in_order IS NULL AS is_last,
           last_value(ticket_group) OVER (
               PARTITION BY source, number ORDER BY seen_at, seq, part, line
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
           ) AS ticket_group,
           last_value(opened_at) OVER (
               PARTITION BY source, number ORDER BY seen_at, seq, part, line
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
           ) AS opened_at
    FROM observed
    WINDOW in_order AS (PARTITION BY source, number ORDER BY seen_at, seq, part, line)
),
turns AS (
    SELECT source, number, ticket_group, is_last, runs, pauses,
           coalesce(ran, 0) - runs AS stops, coalesce(paused, 0) - pauses AS resumes,
           CASE WHEN ran IS NULL THEN least(opened_at, seen_at) ELSE seen_at END AS turn_at,
           ran IS NULL AND opened_at < seen_at AND (seq > 0 OR runs = 0) AS is_truncated
    FROM in_turn
    WHERE ran IS NULL OR ran <> runs OR paused <> pauses OR is_last
),
timed AS (
    SELECT source, number, promise, calendar, step_seconds, turn_at, is_last, runs, pauses, stops, resumes, is_truncated,
           date_diff('second', TIMESTAMP '1970-01-01 00:00:00', turn_at) AS turn_s
    FROM turns JOIN promises USING (ticket_group)
),
summed AS (
    SELECT source, number, promise, min(turn_at) AS begun_at, max(turn_at) FILTER (WHERE stops = 1) AS stopped_at,
           max(runs) FILTER (WHERE is_last) AS runs, max(pauses) FILTER (WHERE is_last) AS pauses,
           sum(stops * turn_s) AS elapsed,
           sum(stops * (base_seconds + CASE WHEN is_open THEN turn_s - bucket * step_seconds ELSE 0 END)) AS gross,
           sum(resumes * (base_seconds + CASE WHEN is_open THEN turn_s - bucket * step_seconds ELSE 0 END)) AS paused,
           bool_or(is_truncated) AS is_truncated,
           bool_or(base_seconds IS NULL AND (stops <> 0 OR resumes <> 0)) AS is_unknown
    FROM timed LEFT JOIN timetable ON timetable.calendar = timed.calendar AND bucket = turn_s // step_seconds
    GROUP BY source, number, promise
),
sources AS (
    SELECT source, date_diff('second', TIMESTAMP '1970-01-01 00:00:00', max(seen_at)) AS last_s
    FROM tickets
    GROUP BY source
),
ends AS (
    SELECT source, promise, last_s,
           base_seconds + CASE WHEN is_open THEN last_s - bucket * step_seconds ELSE 0 END AS open_s
    FROM sources CROSS JOIN promises
    LEFT JOIN timetable ON timetable.calendar = promises.calendar AND bucket = last_s // step_seconds
),
read_out AS (
    SELECT source, number, promise, begun_at, CASE WHEN runs = 0 THEN coalesce(stopped_at, begun_at) END AS stopped_at,
           elapsed + runs * last_s AS elapsed,
           CASE WHEN is_unknown THEN NULL WHEN runs = 1 THEN gross + open_s ELSE coalesce(gross, 0) END AS gross,
           CASE WHEN is_unknown THEN NULL WHEN runs = 1 THEN paused + pauses * open_s ELSE coalesce(paused, 0) END AS paused,
           is_truncated
    FROM summed JOIN ends USING (source, promise)
)
SELECT source, number, partnership_code, service, priority, grp, calendar, promised_seconds, begun_at, stopped_at,
       elapsed::BIGINT AS elapsed_seconds, gross::BIGINT AS gross_seconds, paused::BIGINT AS paused_seconds,
       (gross - paused)::BIGINT AS net_seconds, is_truncated
FROM read_out JOIN promises USING (promise)
