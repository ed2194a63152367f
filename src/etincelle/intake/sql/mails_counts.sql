-- Messages of the file: new, known with a person they did not tell, in all, (none to attach); rows to write, (none elsewhere).
WITH seen AS (SELECT DISTINCT message FROM incoming),
     known AS (SELECT DISTINCT message FROM mails_raw),
     told AS (SELECT DISTINCT message FROM incoming ANTI JOIN mails_raw USING (message, person_code))
SELECT (SELECT count(*) FROM seen ANTI JOIN known USING (message)),
       (SELECT count(*) FROM told SEMI JOIN known USING (message)),
       (SELECT count(*) FROM seen), 0, (SELECT count(*) FROM fresh), 0
