-- The store of a corpus: one SQLite file. Everything that hangs on a document goes when the document goes.

CREATE TABLE store (
    key TEXT PRIMARY KEY,              -- 'schema', 'folder'
    value TEXT NOT NULL
) WITHOUT ROWID;

-- What results were made by: the same recipe gives the same result from the same bytes.
CREATE TABLE recipes (
    id INTEGER PRIMARY KEY,
    sha256 TEXT NOT NULL UNIQUE,
    gmi_version TEXT NOT NULL,
    lexicons TEXT NOT NULL,            -- JSON: language -> hash of its lexicon
    profile TEXT NOT NULL,
    profile_sha256 TEXT NOT NULL,
    options TEXT NOT NULL              -- JSON: how files are read
);

-- Every file that was tried, by its path below the folder. It has a document, or a failure.
CREATE TABLE files (
    path TEXT PRIMARY KEY,
    sha256 TEXT NOT NULL,              -- of the content; with readers' decisions beside it, "+" and theirs
    size INTEGER NOT NULL,
    modified INTEGER NOT NULL,         -- nanoseconds; a file of the same size and time is not read again
    recipe INTEGER NOT NULL REFERENCES recipes (id),
    gone INTEGER NOT NULL DEFAULT 0    -- 1: no longer in the folder
) WITHOUT ROWID;

CREATE TABLE failures (
    path TEXT PRIMARY KEY REFERENCES files (path) ON DELETE CASCADE,
    reason TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE REFERENCES files (path) ON DELETE CASCADE,
    name TEXT NOT NULL,
    symbol TEXT,
    state TEXT,
    iso3 TEXT,
    region TEXT,                       -- UN M49
    subregion TEXT,                    -- UN M49
    treaty_body TEXT,
    cycle TEXT,
    date TEXT,                         -- ISO 8601
    year INTEGER,
    language TEXT NOT NULL,
    pages INTEGER NOT NULL,
    words INTEGER NOT NULL,
    paragraphs INTEGER NOT NULL,
    rating TEXT NOT NULL,
    score REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    stability REAL NOT NULL,
    warnings INTEGER NOT NULL,
    summary TEXT NOT NULL,
    assessment BLOB NOT NULL           -- what `gmi score --json` prints, zlib
);

CREATE TABLE ratings (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    "group" TEXT NOT NULL,
    dimension TEXT NOT NULL,
    level TEXT NOT NULL,
    score REAL NOT NULL,
    low REAL NOT NULL,
    high REAL NOT NULL,
    stability REAL NOT NULL,
    PRIMARY KEY (document, "group", dimension)
) WITHOUT ROWID;

CREATE TABLE indicators (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    "group" TEXT NOT NULL,
    dimension TEXT NOT NULL,
    indicator TEXT NOT NULL,
    value REAL NOT NULL,
    numerator REAL NOT NULL,
    denominator REAL NOT NULL,
    score REAL NOT NULL,
    PRIMARY KEY (document, "group", indicator)
) WITHOUT ROWID;

-- Headline counts: a group's own has category ''.
CREATE TABLE counts (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    "group" TEXT NOT NULL,
    category TEXT NOT NULL,
    count INTEGER NOT NULL,
    per_1000_words REAL NOT NULL,
    low REAL NOT NULL,                 -- of the 95% interval of the rate
    high REAL NOT NULL,
    dispersion REAL NOT NULL,          -- how much more unevenly references fall than by chance
    PRIMARY KEY (document, "group", category)
) WITHOUT ROWID;

CREATE TABLE areas (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    area TEXT NOT NULL,
    paragraphs INTEGER NOT NULL,
    gendered INTEGER NOT NULL,
    lgbtqia INTEGER NOT NULL,
    migrant INTEGER NOT NULL,
    risks_named INTEGER NOT NULL,
    risks_missing INTEGER NOT NULL,
    instruments_cited INTEGER NOT NULL,
    instruments_missing INTEGER NOT NULL,
    PRIMARY KEY (document, area)
) WITHOUT ROWID;

CREATE TABLE sentences (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

CREATE TABLE mentions (
    document INTEGER NOT NULL REFERENCES documents (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,           -- its place in the assessment's list
    "group" TEXT NOT NULL,
    category TEXT NOT NULL,
    term TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    page INTEGER,
    paragraph TEXT,
    zone TEXT NOT NULL,
    contexts TEXT NOT NULL,            -- flags with blanks between them
    counted INTEGER NOT NULL,
    sentence INTEGER NOT NULL,
    PRIMARY KEY (document, number)
) WITHOUT ROWID;

-- Documents that are in the folder, each content once: the first path of each that could be scored.
CREATE VIEW present AS
SELECT documents.* FROM documents JOIN files USING (path)
WHERE files.gone = 0 AND NOT EXISTS (
    SELECT 1 FROM files AS other JOIN documents AS same ON same.path = other.path
    WHERE other.sha256 = files.sha256 AND other.gone = 0 AND other.path < files.path
);
CREATE INDEX files_by_content ON files (sha256);
