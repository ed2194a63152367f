-- The cells of a big CSV export typed, `problem` naming the first field that could not be. In steps, so that a field is
-- read once however often it is named.
WITH tried AS (SELECT *, {instants}, {counts}, {flag} FROM cells),
dated AS (
    SELECT * REPLACE (
        CASE WHEN year(seen_at_read) BETWEEN {years} THEN seen_at_read END AS seen_at_read,
        CASE WHEN year(opened_at_read) BETWEEN {years} THEN opened_at_read END AS opened_at_read,
        CASE WHEN year(resolved_at_read) BETWEEN {years} THEN resolved_at_read END AS resolved_at_read,
        CASE WHEN year(closed_at_read) BETWEEN {years} THEN closed_at_read END AS closed_at_read
    ) FROM tried
)
SELECT {source} AS source, left({number}, 200) AS number, coalesce(seen_at_read, {unseen}) AS seen_at,
       coalesce(seq_read, 0) AS seq, {partnership} AS partnership_code, left({service}, 200) AS service,
       left({grp}, 200) AS grp, left({category}, 200) AS category, left({priority}, 200) AS priority,
       left({state}, 200) AS state, opened_at_read AS opened_at, resolved_at_read AS resolved_at,
       closed_at_read AS closed_at, made_sla_read AS made_sla, reopened_read::INTEGER AS reopened,
       reassigned_read::INTEGER AS reassigned, line, CASE {problem} END AS problem
FROM dated
