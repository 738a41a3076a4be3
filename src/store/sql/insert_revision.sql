-- Nothing comes back; number, recorded_at (RFC 3339), author, note.
INSERT INTO revisions (number, recorded_at, author, note) VALUES (?1, ?2, ?3, ?4)
