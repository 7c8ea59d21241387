-- What the next combination needs of the rounds before the newest published one, replaced each time.
CREATE TABLE memory (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    payload BLOB NOT NULL
) STRICT;
