-- One row per event: who was there on both sides. Parameter: the first day wanted.
SELECT source || '|' || external_id AS key, min(day) AS day, min(channel) AS channel, max(people) AS people,
       list_sort(list(person_code)) AS persons
FROM contacts
WHERE day >= ?
GROUP BY source, external_id
HAVING count(DISTINCT side) = 2
ORDER BY day, key
