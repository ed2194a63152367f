-- The clock of every ticket that is promised something: see view_ticket_clocks.sql.
SELECT source, number, calendar, partnership_code, service, priority, grp, promised_seconds, started_at, stopped_at,
       elapsed_seconds, gross_seconds, paused_seconds, net_seconds, unseen_seconds, is_left_out
FROM ticket_clocks
ORDER BY source, number, calendar, promised_seconds
