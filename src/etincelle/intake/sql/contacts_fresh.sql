-- Contacts that differ from what is known. How many people and in what role is not compared: two calendars of
-- the same meeting rarely agree on it, and importing them in turn must settle.
CREATE TEMP TABLE fresh AS
WITH now AS (
    SELECT * FROM contacts_raw
    QUALIFY row_number() OVER (PARTITION BY source, external_id, person_code ORDER BY part DESC, line DESC) = 1
)
SELECT i.* FROM incoming AS i ANTI JOIN now AS n
ON i.source = n.source AND i.external_id = n.external_id AND i.person_code = n.person_code
   AND i.occurred_at = n.occurred_at AND i.day = n.day AND i.minutes = n.minutes AND i.cancelled = n.cancelled
   AND i.side = n.side AND i.partner_code IS NOT DISTINCT FROM n.partner_code
