-- Tickets of the file: new, known with something new, in all, to be attached; and observations to write.
WITH seen AS (SELECT source, number, max(partnership_code) AS partnership_code FROM incoming GROUP BY ALL),
     known AS (SELECT DISTINCT source, number FROM tickets),
     touched AS (SELECT DISTINCT source, number FROM fresh)
SELECT (SELECT count(*) FROM seen ANTI JOIN known USING (source, number)),
       (SELECT count(*) FROM touched SEMI JOIN known USING (source, number)),
       (SELECT count(*) FROM seen),
       (SELECT count(*) FROM seen WHERE partnership_code = ''),
       (SELECT count(*) FROM fresh)
