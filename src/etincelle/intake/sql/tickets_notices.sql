-- What a file of incidents shows of its own making, in one row: see ticket_notices.Figures, in the same order.
-- Parameter: whether rows are dated.
-- A tool without a date of closing tells it by the first row that shows a closed state.
WITH shown AS (
    SELECT *, min(seen_at) FILTER (WHERE $1 AND regexp_matches(lower(strip_accents(state)), '^(closed|clos|clot|ferme)'))
              OVER (PARTITION BY source, number) AS closing
    FROM file_rows
),
dated AS (SELECT * REPLACE (coalesce(closed_at, closing) AS closed_at) FROM shown),
latest AS (
    SELECT *, coalesce(closed_at, resolved_at) AS over_at,
           CASE WHEN resolved_at IS NOT NULL OR closed_at IS NOT NULL OR state IS NULL OR regexp_matches(lower(trim(state)),
               '^(resolved|solved|closed|done|completed|r[eé]solu|clos|cl[oô]t|ferm[eé]|termin[eé]|cancel|annul|rejected|duplicate|rejet[eé]|doublon)'
           ) THEN made_sla END IS NOT NULL AS is_over,
           date_diff('second', resolved_at, closed_at) AS wait
    FROM dated
    QUALIFY row_number() OVER (PARTITION BY source, number ORDER BY seen_at DESC, seq DESC, line DESC) = 1
),
turned AS (
    SELECT number FROM file_rows GROUP BY source, number HAVING bool_or(made_sla) AND NOT bool_and(made_sla)
),
ahead AS (
    SELECT number FROM file_rows WHERE $1 GROUP BY source, number
    HAVING bool_or(greatest(resolved_at, closed_at) > seen_at + INTERVAL 1 MINUTE)
),
timers AS (
    SELECT wait // 86400 AS days, count(*) AS tickets FROM latest
    WHERE wait >= 86400 AND wait % 86400 <= 5400 GROUP BY days ORDER BY tickets DESC, days LIMIT 1
),
edges AS (
    SELECT CASE WHEN $1 THEN (SELECT min(seen_at) FROM file_rows) ELSE min(over_at) END AS begins,
           min(opened_at) AS first_opened, max(opened_at) AS last_opened,
           CASE WHEN $1 THEN max(seen_at) ELSE max(over_at) END AS last_seen
    FROM latest
),
days AS (
    SELECT day - lag(day) OVER (ORDER BY day) AS gap FROM (SELECT DISTINCT opened_at::DATE AS day FROM latest)
)
SELECT (SELECT count(*) FROM latest), (SELECT count(*) FROM turned),
       (SELECT count(*) FROM latest WHERE made_sla AND NOT is_over), (SELECT count(*) FROM ahead),
       coalesce((SELECT days FROM timers), 0), coalesce((SELECT tickets FROM timers), 0),
       (SELECT count(wait) FROM latest),
       (SELECT count(*) FILTER (WHERE closed_at IS NOT NULL AND resolved_at IS NULL) FROM latest),
       (SELECT count(resolved_at) FROM latest), begins, first_opened, last_opened, last_seen,
       (SELECT count(*) FROM latest WHERE opened_at < date_trunc('day', begins)), coalesce((SELECT max(gap) FROM days), 0)
FROM edges
