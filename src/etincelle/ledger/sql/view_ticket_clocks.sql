-- The clock of each ticket that is promised something, by calendar, in whole seconds: the rules of
-- comfort_zone/service_clock.py for millions of tickets, each judged by its latest group and priority.
-- elapsed: from its opening, whatever the hour, without the stretches in which the clock is stopped. gross: of those, the
-- open seconds. paused: of the gross ones, those in a state that pauses. net = gross - paused. unseen: of the net ones,
-- those before a state was first told, when the clock is taken to run. A reopened ticket goes on counting. The clock
-- stops when the ticket was resolved if its states only say so later. A clock that still runs is read at the last
-- instant that its source tells anything about.
-- F(t), the open seconds before t, is base_seconds, and t - start of its bucket when that one is open; a clock is the
-- signed sum of F over the instants where it starts (-) and stops (+). Without a bucket in the timetable, or in one that
-- never opens, the open seconds are unknown: NULL.
WITH promises AS (
    SELECT partnership_code, service, priority, grp, calendar, promised_seconds, step_seconds,
           dense_rank() OVER (ORDER BY partnership_code, service, priority, grp) AS ticket_group,
           row_number() OVER (
               ORDER BY partnership_code, service, priority, grp, calendar, promised_seconds
           ) AS promise
    FROM promised_times LEFT JOIN (
        SELECT calendar, step_seconds
        FROM timetable_steps SEMI JOIN (SELECT calendar FROM timetable WHERE is_open) AS opening USING (calendar)
    ) AS steps USING (calendar)
),
ticket_groups AS (
    SELECT DISTINCT partnership_code, service, priority, grp, ticket_group FROM promises
),
-- What an observation says of the clock: 0 runs, 1 pauses, 2 stops, 3 cancels, 4 is excused; nothing without a state.
observed AS (
    SELECT source, number, seen_at, opened_at, resolved_at, seq, part, line, ticket_group,
           CASE WHEN state = '' THEN NULL WHEN effect = 'pause' THEN 1 WHEN effect = 'stop' THEN 2
                WHEN effect = 'cancel' THEN 3 WHEN effect = 'excuse' THEN 4 ELSE 0 END AS kind
    FROM (
        SELECT source, number, seen_at, opened_at, resolved_at, seq, part, line, coalesce(state, '') AS state,
               coalesce(partnership_code, '') AS partnership_code, coalesce(service, '') AS service,
               coalesce(priority, '') AS priority, coalesce(grp, '') AS grp
        FROM tickets
    ) AS plain
    LEFT JOIN clock_states USING (state)
    LEFT JOIN ticket_groups USING (partnership_code, service, priority, grp)
),
-- At one instant the last word holds; an observation without a state leaves the one before; -1: none was told yet.
told AS (
    SELECT source, number, seen_at, lead(seen_at) OVER in_order AS next_at,
           coalesce(last_value(kind IGNORE NULLS) OVER (
               PARTITION BY source, number ORDER BY seen_at, seq, part, line
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ), -1) AS kind,
           last_value(ticket_group) OVER whole AS ticket_group,
           last_value(opened_at) OVER whole AS opened_at, last_value(resolved_at) OVER whole AS resolved_at
    FROM observed
    WINDOW in_order AS (PARTITION BY source, number ORDER BY seen_at, seq, part, line),
           whole AS (PARTITION BY source, number ORDER BY seen_at, seq, part, line
                     ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
lasting AS (
    SELECT source, number, ticket_group, opened_at, resolved_at, kind, seen_at, greatest(seen_at, opened_at) AS since,
           next_at IS NULL AS is_last
    FROM told
    WHERE ticket_group IS NOT NULL AND (next_at IS NULL OR next_at > seen_at)
),
turns AS (
    SELECT source, number, ticket_group, opened_at, kind, is_last, coalesce(before, -1) AS before,
           CASE WHEN coalesce(before, -1) NOT IN (2, 3) AND kind IN (2, 3)
                     AND resolved_at >= coalesce(before_since, opened_at) AND resolved_at < since
                THEN resolved_at ELSE since END AS turn_at
    FROM (
        SELECT *, lag(kind) OVER in_turn AS before, lag(since) OVER in_turn AS before_since
        FROM lasting
        WINDOW in_turn AS (PARTITION BY source, number ORDER BY seen_at)
    ) AS followed
    WHERE coalesce(before, -1) <> kind OR is_last
),
timed AS (
    SELECT source, number, promise, calendar, step_seconds, opened_at, kind, is_last, turn_at, before = -1 AND kind <> -1 AS is_first,
           CASE WHEN before IN (2, 3) THEN 0 ELSE 1 END - CASE WHEN kind IN (2, 3) THEN 0 ELSE 1 END AS stops,
           CASE WHEN before = 1 THEN 1 ELSE 0 END - CASE WHEN kind = 1 THEN 1 ELSE 0 END AS resumes,
           date_diff('second', TIMESTAMP '1970-01-01 00:00:00', turn_at) AS turn_s
    FROM turns JOIN promises USING (ticket_group)
),
summed AS (
    SELECT source, number, promise, coalesce(max(opened_at), min(turn_at)) AS started_at,
           max(turn_at) FILTER (WHERE stops = 1) AS stopped_at,
           max(kind) FILTER (WHERE is_last) AS kind, bool_or(kind = 4) AS is_excused,
           sum(stops * turn_s) AS elapsed, sum(stops * open_s) AS gross, sum(resumes * open_s) AS paused,
           max(open_s) FILTER (WHERE is_first) AS first_s,
           bool_or(open_s IS NULL AND (is_first OR stops <> 0 OR resumes <> 0)) AS is_unknown
    FROM (
        SELECT timed.*, base_seconds + CASE WHEN is_open THEN turn_s - bucket * step_seconds ELSE 0 END AS open_s
        FROM timed LEFT JOIN timetable ON timetable.calendar = timed.calendar AND bucket = turn_s // step_seconds
    ) AS measured
    GROUP BY source, number, promise
),
sources AS (
    SELECT source, date_diff('second', TIMESTAMP '1970-01-01 00:00:00', max(seen_at)) AS last_s
    FROM tickets
    GROUP BY source
),
ends AS (
    SELECT source, promise, last_s,
           base_seconds + CASE WHEN is_open THEN last_s - bucket * step_seconds ELSE 0 END AS last_open_s
    FROM sources CROSS JOIN promises
    LEFT JOIN timetable ON timetable.calendar = promises.calendar AND bucket = last_s // step_seconds
),
started AS (
    SELECT summed.*, partnership_code, service, priority, grp, promises.calendar, promised_seconds, step_seconds,
           last_s, last_open_s, date_diff('second', TIMESTAMP '1970-01-01 00:00:00', started_at) AS started_s,
           CASE WHEN kind IN (2, 3) THEN 0 ELSE 1 END AS runs, CASE WHEN kind = 1 THEN 1 ELSE 0 END AS pauses
    FROM summed JOIN promises USING (promise) JOIN ends USING (source, promise)
),
read_out AS (
    SELECT started.*, elapsed - started_s + runs * last_s AS elapsed_s,
           base_seconds + CASE WHEN is_open THEN started_s - bucket * step_seconds ELSE 0 END AS started_open_s,
           CASE WHEN is_unknown THEN NULL WHEN runs = 1 THEN last_open_s ELSE 0 END AS end_s
    FROM started
    LEFT JOIN timetable ON timetable.calendar = started.calendar AND bucket = started_s // step_seconds
)
SELECT source, number, partnership_code, service, priority, grp, calendar, promised_seconds, started_at,
       CASE WHEN runs = 0 THEN stopped_at END AS stopped_at, elapsed_s::BIGINT AS elapsed_seconds,
       (gross - started_open_s + end_s)::BIGINT AS gross_seconds,
       (paused + pauses * end_s)::BIGINT AS paused_seconds,
       (gross - started_open_s + end_s - paused - pauses * end_s)::BIGINT AS net_seconds,
       (coalesce(first_s, last_open_s) - started_open_s)::BIGINT AS unseen_seconds, kind = 3 OR is_excused AS is_left_out
FROM read_out
