-- What is kept of one person's contacts, oldest first. Parameter: the person's code.
SELECT source, external_id, occurred_at, day, channel, people, minutes, side, partner_code, role, cancelled
FROM contacts_raw
WHERE person_code = ?
ORDER BY day, occurred_at, source, external_id, part, line
