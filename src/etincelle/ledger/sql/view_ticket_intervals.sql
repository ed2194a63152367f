-- In which state each ticket was, over [begin_at, end_at), in order of `place`.
-- Observations are taken by instant, then count of updates, then age of the part; one without a state leaves the state
-- before. Those that go on telling one state make one interval, and a state passed through within one instant makes an
-- empty one. The first interval begins when the ticket was opened, and `seen_at` says from when its state was seen;
-- `is_truncated` marks it when updates before the first one seen are missing. The last interval ends with the last
-- instant that its source tells anything about: `goes_on`.
WITH filled AS (
    SELECT source, number, seen_at, seq, part, line,
           coalesce(last_value(nullif(state, '') IGNORE NULLS) OVER (
               PARTITION BY source, number ORDER BY seen_at, seq, part, line
               ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
           ), '') AS state,
           row_number() OVER (PARTITION BY source, number ORDER BY seen_at, seq, part, line) AS observation,
           first_value(seq) OVER (PARTITION BY source, number ORDER BY seen_at, seq, part, line) AS first_seq,
           last_value(opened_at) OVER (
               PARTITION BY source, number ORDER BY seen_at, seq, part, line
               ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING
           ) AS opened_at
    FROM tickets
),
changes AS (
    SELECT source, number, state, seen_at, observation, first_seq,
           CASE WHEN observation = 1 THEN coalesce(opened_at, seen_at) ELSE greatest(seen_at, opened_at) END AS begin_at
    FROM (
        SELECT *, lag(state) OVER (PARTITION BY source, number ORDER BY observation) AS before FROM filled
    ) AS followed
    WHERE before IS NULL OR state <> before
),
bounded AS (
    SELECT source, number, state, seen_at, first_seq, begin_at,
           row_number() OVER (PARTITION BY source, number ORDER BY observation) AS place,
           lead(begin_at) OVER (PARTITION BY source, number ORDER BY observation) AS next_at
    FROM changes
),
sources AS (
    SELECT source, max(seen_at) AS last_at FROM tickets GROUP BY source
)
SELECT source, number, place, state, begin_at, coalesce(next_at, greatest(begin_at, last_at)) AS end_at, seen_at,
       place = 1 AND begin_at < seen_at AND first_seq > 0 AS is_truncated, next_at IS NULL AS goes_on
FROM bounded JOIN sources USING (source)
