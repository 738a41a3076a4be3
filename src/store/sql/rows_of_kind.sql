-- Every row of kind ?1 known at revision ?2, in key order, oldest day first, oldest revision first.
SELECT id, part, valid_from, revision, state, body FROM rows
WHERE kind = ?1 AND revision <= ?2 ORDER BY id, part, valid_from, revision
