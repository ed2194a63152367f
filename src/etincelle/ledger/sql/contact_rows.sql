-- The events behind a proof, by key. Parameter: the list of keys.
SELECT source || '|' || external_id AS key, min(day) AS day, min(channel) AS channel, list_sort(list(person_code))
FROM contacts
WHERE list_contains(?, source || '|' || external_id)
GROUP BY source, external_id
ORDER BY day DESC, key
