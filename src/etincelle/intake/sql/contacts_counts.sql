-- Meetings of the file: new, known with something new, in all, (none to attach); rows to write, (none elsewhere).
WITH seen AS (SELECT DISTINCT source, external_id FROM incoming),
     known AS (SELECT DISTINCT source, external_id FROM contacts_raw),
     touched AS (SELECT DISTINCT source, external_id FROM fresh)
SELECT (SELECT count(*) FROM seen ANTI JOIN known USING (source, external_id)),
       (SELECT count(*) FROM touched SEMI JOIN known USING (source, external_id)),
       (SELECT count(*) FROM seen), 0, (SELECT count(*) FROM fresh), 0
