-- Tickets of the file: new, known with something new, in all, to be attached; observations to write; and known tickets
-- that the file opens on another day, as those of another instance would be.
WITH seen AS (
    SELECT source, number, max(partnership_code) AS partnership_code, min(opened_at) AS opened_at
    FROM incoming GROUP BY source, number
),
known AS (SELECT DISTINCT source, number FROM tickets),
touched AS (SELECT DISTINCT source, number FROM fresh)
SELECT (SELECT count(*) FROM seen ANTI JOIN known USING (source, number)),
       (SELECT count(*) FROM touched SEMI JOIN known USING (source, number)),
       (SELECT count(*) FROM seen),
       (SELECT count(*) FROM seen WHERE partnership_code = ''),
       (SELECT count(*) FROM fresh),
       (SELECT count(*) FROM seen JOIN tickets_now AS t USING (source, number)
        WHERE abs(date_diff('hour', seen.opened_at, t.opened_at)) > 24)
