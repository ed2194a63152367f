-- One pass over a big CSV export: every field typed, `problem` naming the first that could not be.
SELECT {source} AS source, left({number}, 200) AS number, {seen_at} AS seen_at, {seq} AS seq,
       {partnership} AS partnership_code, left({service}, 200) AS service, left({grp}, 200) AS grp,
       left({category}, 200) AS category,
       CASE WHEN regexp_matches({priority}, '^\d') THEN left({priority}, 1) ELSE left({priority}, 200) END AS priority,
       CASE {state} {states} ELSE left({state}, 200) END AS state,
       {opened_at} AS opened_at, {resolved_at} AS resolved_at, {closed_at} AS closed_at, {made_sla} AS made_sla,
       {reopened}::INTEGER AS reopened, {reassigned}::INTEGER AS reassigned,
       (row_number() OVER () + 1)::INTEGER AS line,
       CASE {problem} ELSE NULL END AS problem
FROM raw
