-- The one fleet and plan that everything here belongs to.
CREATE TABLE plan (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    fleet    TEXT NOT NULL,
    payload  BLOB NOT NULL -- as published: its SHA-256 begins with the plan's hash
);

-- What each device last said of itself.
CREATE TABLE device (
    device  TEXT PRIMARY KEY,
    classes TEXT NOT NULL, -- indices, separated by spaces
    online  INTEGER NOT NULL CHECK (online IN (0, 1))
);

-- Every round that ever was, kept for ever. Times are milliseconds since 1970.
CREATE TABLE round (
    round      INTEGER PRIMARY KEY CHECK (round > 0),
    phase      INTEGER NOT NULL CHECK (phase IN (0, 1, 2)), -- open, published, skipped
    basis      INTEGER NOT NULL, -- the round whose global prototypes it trained with, 0 for none
    opened_at  INTEGER NOT NULL,
    deadline   INTEGER NOT NULL,
    extensions INTEGER NOT NULL DEFAULT 0,
    note       TEXT NOT NULL,
    expected   TEXT NOT NULL, -- who was online when it opened, separated by spaces
    over_at    INTEGER,
    global     BLOB CHECK ((global IS NOT NULL) = (phase = 1)) -- as published
);

-- What counts in a round. Older rounds' updates are deleted.
CREATE TABLE accepted_update (
    round   INTEGER NOT NULL REFERENCES round (round),
    device  TEXT NOT NULL,
    payload BLOB NOT NULL,
    PRIMARY KEY (round, device)
);
