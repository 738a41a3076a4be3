-- Every row of one key known at revision ?4, oldest day first, oldest revision first; kind, id, part.
SELECT id, part, valid_from, revision, state, body FROM rows
WHERE kind = ?1 AND id = ?2 AND part = ?3 AND revision <= ?4 ORDER BY valid_from, revision
