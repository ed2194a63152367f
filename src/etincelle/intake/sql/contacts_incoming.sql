-- Contacts of the file, once each; an event cancelled before it was ever known is no news.
CREATE TEMP TABLE incoming AS
SELECT f.* FROM file_rows AS f
LEFT JOIN (SELECT DISTINCT source, external_id FROM contacts_raw) AS known USING (source, external_id)
WHERE known.external_id IS NOT NULL OR NOT f.cancelled
QUALIFY row_number() OVER (PARTITION BY f.source, f.external_id, f.person_code ORDER BY f.line DESC) = 1
