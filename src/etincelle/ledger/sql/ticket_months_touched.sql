-- Every month in which a ticket of the given parts was ever said to be opened. Parameters: the zone, the parts' numbers.
SELECT DISTINCT date_trunc('month', coalesce(opened_at, seen_at) AT TIME ZONE 'UTC' AT TIME ZONE $1)::DATE AS month
FROM tickets
SEMI JOIN (SELECT source, number FROM tickets WHERE list_contains($2::INTEGER[], part)) USING (source, number)
WHERE coalesce(opened_at, seen_at) IS NOT NULL
ORDER BY month
