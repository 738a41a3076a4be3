-- The state of the last row said of one key and day; kind, id, part, valid_from.
SELECT state FROM rows WHERE kind = ?1 AND id = ?2 AND part = ?3 AND valid_from = ?4 ORDER BY revision DESC LIMIT 1
