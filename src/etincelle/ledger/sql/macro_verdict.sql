-- Whether the promise of an incident was kept, NULL as long as it is not over: the flag of a tool means "so far".
-- An incident is over when it was resolved or closed, or when its state says so; without a state nobody can tell, and
-- the flag is taken as it is (`translate`: both engines have it). The words are those of comfort_zone/ticket_states.py that stop a clock or take an
-- incident out of the count; a test compares them.
CREATE MACRO verdict(made_sla, resolved_at, closed_at, state) AS CASE
    WHEN resolved_at IS NULL AND closed_at IS NULL AND state IS NOT NULL AND NOT regexp_matches(
        translate(lower(trim(state)), 'àâäéèêëîïôöùûüç', 'aaaeeeeiioouuuc'),
        '^(resolved|solved|closed|done|completed|resolu|clos|clot|ferme|termine|cancel|annul|rejected|duplicate|rejete|doublon)'
    ) THEN NULL
    ELSE made_sla
END
