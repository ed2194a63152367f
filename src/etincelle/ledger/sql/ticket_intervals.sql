-- The states of every ticket in order: see view_ticket_intervals.sql.
SELECT source, number, place, state, begin_at, end_at, seen_at, is_truncated, goes_on
FROM ticket_intervals
ORDER BY source, number, place
