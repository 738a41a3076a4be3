-- Nothing comes back; kind, id, part, valid_from (ISO day), revision, state, body (JSON, or null unless state = body).
INSERT INTO rows (kind, id, part, valid_from, revision, state, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
