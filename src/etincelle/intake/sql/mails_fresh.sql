-- What a part of mail must hold: all that the file holds, even what other mailboxes hold already, so that undoing one of
-- them takes away nothing that another one proves; but not what a part that can no longer be undone has.
CREATE TEMP TABLE fresh AS
SELECT i.* FROM incoming AS i
ANTI JOIN (SELECT * FROM mails_raw SEMI JOIN settled USING (part)) AS s
ON i.message = s.message AND i.thread = s.thread AND i.person_code = s.person_code
