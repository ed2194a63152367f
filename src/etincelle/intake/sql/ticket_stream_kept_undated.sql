-- What is written of an export without a date of update: the row of each ticket with the highest count of updates.
-- Two rows that stay and say different things clash, and neither is written.
CREATE TEMP TABLE latest AS
SELECT * EXCLUDE (line), min(line) AS line
FROM (SELECT * FROM typed WHERE {good} QUALIFY seq = max(seq) OVER (PARTITION BY number))
GROUP BY ALL;
CREATE TEMP TABLE clashing AS
SELECT line, number,
       coalesce(lead(line) OVER (PARTITION BY number ORDER BY line), min(line) OVER (PARTITION BY number)) AS other
FROM latest
QUALIFY count(*) OVER (PARTITION BY number) > 1;
CREATE TEMP VIEW kept AS SELECT * FROM latest ANTI JOIN clashing USING (number);
