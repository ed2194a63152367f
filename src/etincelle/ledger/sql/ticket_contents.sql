-- What the tickets of each partnership hold, by month of view_ticket_reach.sql, for who must know whether anything changed:
-- how many observations, three sums of digests that tell all that ticket_stories.sql would (whatever the order of
-- tickets, and the place of each observation in its ticket's life), when the first and the last ticket were opened,
-- until when their sources tell anything. Digests are of nine figures: letters of MD5 become figures, so that two engines
-- add the same numbers. Parameters: the first instant and the last one, in UTC.
WITH chosen AS (
    SELECT source, number, partnership_code FROM tickets_now
    WHERE coalesce(resolved_at, closed_at, seen_at) >= $1::TIMESTAMP AND coalesce(opened_at, seen_at) < $2::TIMESTAMP
),
sources AS (
    SELECT source, max(seen_at) AS seen_until FROM tickets GROUP BY source
),
ordered AS (
    SELECT source, number, service, grp, priority, state, seen_at, opened_at, resolved_at, made_sla,
           row_number() OVER (PARTITION BY source, number ORDER BY seen_at, seq, part, line) AS place,
           coalesce(first_value(opened_at IGNORE NULLS) OVER whole, first_value(seen_at) OVER whole) AS begun_at
    FROM tickets
    WINDOW whole AS (PARTITION BY source, number ORDER BY seen_at, seq, part, line
                     ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
),
digests AS (
    SELECT source, number, partnership_code, begun_at, translate(md5(concat_ws(
               chr(31), source, number, place::VARCHAR, coalesce(service, ''), coalesce(grp, ''),
               coalesce(priority, ''), coalesce(state, ''), coalesce(seen_at::VARCHAR, ''),
               coalesce(opened_at::VARCHAR, ''), coalesce(resolved_at::VARCHAR, ''), coalesce(made_sla::VARCHAR, '')
           )), 'abcdef', '012345') AS digest
    FROM ordered JOIN chosen USING (source, number)
),
held AS (
    SELECT source, number, partnership_code, begun_at, count(*) AS observations,
           sum(substr(digest, 1, 9)::BIGINT) AS sum_1, sum(substr(digest, 10, 9)::BIGINT) AS sum_2,
           sum(substr(digest, 19, 9)::BIGINT) AS sum_3
    FROM digests
    GROUP BY source, number, partnership_code, begun_at
)
SELECT partnership_code, month, sum(observations)::BIGINT, sum(sum_1)::BIGINT, sum(sum_2)::BIGINT, sum(sum_3)::BIGINT,
       min(begun_at), max(begun_at), max(seen_until)
FROM held JOIN ticket_reach USING (source, number) JOIN sources USING (source)
GROUP BY partnership_code, month
ORDER BY partnership_code, month
