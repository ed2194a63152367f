-- Messages of the file, one row for each thread and person.
CREATE TEMP TABLE incoming AS
SELECT * FROM file_rows
QUALIFY row_number() OVER (PARTITION BY message, thread, person_code ORDER BY line) = 1
