-- Makes the bitemporal record: one head, revisions, rows. Nothing published is changed or deleted, and the triggers see to it.
CREATE TABLE head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    revision INTEGER NOT NULL CHECK (revision >= 0)
) STRICT;
INSERT INTO head (one, revision) VALUES (1, 0);

CREATE TABLE revisions (
    number INTEGER PRIMARY KEY CHECK (number >= 1),
    recorded_at TEXT NOT NULL,
    author TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;

-- Stored in the order of its key, so that one pass over the file meets every timeline whole.
CREATE TABLE rows (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    part TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    revision INTEGER NOT NULL REFERENCES revisions (number),
    state TEXT NOT NULL CHECK (state IN ('body', 'ended', 'retracted')),
    body TEXT,
    PRIMARY KEY (kind, id, part, valid_from, revision),
    CHECK ((state = 'body') = (body IS NOT NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE description (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name_vi TEXT NOT NULL,
    name_en TEXT NOT NULL,
    min_lon REAL NOT NULL,
    min_lat REAL NOT NULL,
    max_lon REAL NOT NULL,
    max_lat REAL NOT NULL
) STRICT;

CREATE TRIGGER rows_are_never_changed BEFORE UPDATE ON rows
BEGIN SELECT RAISE(ABORT, 'a published row is never changed'); END;
CREATE TRIGGER rows_are_never_deleted BEFORE DELETE ON rows
BEGIN SELECT RAISE(ABORT, 'a published row is never deleted'); END;
CREATE TRIGGER revisions_are_never_changed BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision is never changed'); END;
CREATE TRIGGER revisions_are_never_deleted BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
