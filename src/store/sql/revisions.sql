-- Every revision, oldest first: number, recorded_at (RFC 3339), author, note.
SELECT number, recorded_at, author, note FROM revisions ORDER BY number
