-- A POST that was done, and what was answered; kept for a day.
CREATE TABLE idempotency_keys (
    id {id},
    user_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER,
    headers TEXT,
    answer TEXT,
    created_at {time} NOT NULL,
    UNIQUE (user_id, key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
