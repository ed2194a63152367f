-- What is already known of each (event, person), to count new, changed and unchanged rows.
SELECT source, external_id, person_code, occurred_at, people, minutes, cancelled
FROM (
    SELECT *, row_number() OVER (PARTITION BY source, external_id, person_code ORDER BY part DESC, line DESC) AS newest
    FROM contacts_raw
)
WHERE newest = 1
