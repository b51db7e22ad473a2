-- What every module stands on.

-- Who did what, when: insert-only, and each row carries the hash of the one before.
CREATE TABLE audit_logs (
    id BIGINT PRIMARY KEY,
    timestamp {time} NOT NULL,
    user_id BIGINT,
    admin_id TEXT NOT NULL,
    admin_name TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT,
    details TEXT,
    ip_address TEXT,
    user_agent TEXT,
    request_id TEXT,
    before TEXT,
    after TEXT,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_logs_timestamp ON audit_logs (timestamp DESC, id DESC);
CREATE INDEX audit_logs_admin ON audit_logs (admin_id, id DESC);
CREATE INDEX audit_logs_action ON audit_logs (action, id DESC);
CREATE INDEX audit_logs_target ON audit_logs (target, id DESC);
{insert_only audit_logs};

-- The end of the chain: locking its one row puts writers in line, and a cut-off tail shows.
CREATE TABLE audit_head (
    single BIGINT PRIMARY KEY CHECK (single = 1),
    id BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_head (single, id, hash) VALUES (1, 0, '');
{chain audit_logs audit_head};

-- Events of committed changes, on their way to subscribers and screens.
CREATE TABLE outbox (
    id {id},
    topic TEXT NOT NULL,
    body TEXT NOT NULL,
    audience TEXT NOT NULL,
    created_at {time} NOT NULL
);

CREATE TABLE jobs (
    id {id},
    kind TEXT NOT NULL,
    key TEXT UNIQUE,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    attempts INTEGER NOT NULL,
    run_at {time} NOT NULL,
    locked_until {time},
    last_error TEXT,
    created_at {time} NOT NULL,
    finished_at {time}
);
CREATE INDEX jobs_due ON jobs (state, run_at, id);
