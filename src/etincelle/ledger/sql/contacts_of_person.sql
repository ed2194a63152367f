-- What is kept of one person's contacts and mails, oldest first. Parameters: the person's code, twice.
SELECT source, external_id, occurred_at, day, channel, people, minutes, side, partner_code, role, cancelled
FROM contacts_raw
WHERE person_code = ?
UNION ALL
SELECT source, message AS external_id, occurred_at, day, 'mail' AS channel, people, NULL AS minutes, side, partner_code,
       role, false AS cancelled
FROM mails_raw
WHERE person_code = ?
ORDER BY day, occurred_at, source, external_id, role, channel, people, minutes, side, partner_code, cancelled
