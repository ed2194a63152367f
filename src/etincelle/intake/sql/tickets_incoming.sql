-- Observations of the file, each tied to a partnership: as told, by rule (group, service, source), as already
-- known, or to none. Doubles of the file count once.
CREATE TEMP TABLE incoming AS
SELECT i.source, i.number, i.seen_at, i.seq,
       coalesce(nullif(i.partnership_code, ''), by_group.partnership, by_service.partnership, by_source.partnership,
                nullif(known.partnership_code, ''), '') AS partnership_code,
       i.service, i.grp, i.category, i.priority, i.state, i.opened_at, i.resolved_at, i.closed_at, i.made_sla,
       i.reopened, i.reassigned, min(i.line) AS line
FROM file_rows AS i
LEFT JOIN rules AS by_group ON by_group.field = 'group' AND by_group.value = i.grp
LEFT JOIN rules AS by_service ON by_service.field = 'service' AND by_service.value = i.service
LEFT JOIN rules AS by_source ON by_source.field = 'source' AND by_source.value = i.source
LEFT JOIN tickets_now AS known ON known.source = i.source AND known.number = i.number
GROUP BY ALL
