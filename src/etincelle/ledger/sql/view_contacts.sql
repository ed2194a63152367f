-- The newest observation of each (event, person) wins; a cancelled event is no contact.
SELECT * EXCLUDE (part, newest)
FROM (
    SELECT *, row_number() OVER (PARTITION BY source, external_id, person_code ORDER BY part DESC, line DESC) AS newest
    FROM contacts_raw
)
WHERE newest = 1 AND NOT cancelled
