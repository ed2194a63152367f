-- Who wrote in each thread on each day, and the smallest gathering one of these messages had. A message that several
-- mailboxes hold changes nothing: all is least and greatest.
SELECT thread, day, person_code, min(side) AS side, min(people) AS people
FROM mails_raw
WHERE role = 'from'
GROUP BY thread, day, person_code
ORDER BY thread, day, person_code
