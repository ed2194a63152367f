-- The end of an UPDATE of the rows of a file: what is already known of the same tickets.
FROM tickets_now AS known
WHERE known.source = file_rows.source AND known.number = file_rows.number
