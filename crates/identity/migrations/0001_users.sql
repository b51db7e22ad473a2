-- Accounts: one for each person.
CREATE TABLE users (
    id {id},
    user_id TEXT NOT NULL UNIQUE,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'customer', 'builder', 'portfolio_manager', 'manager', 'admin', 'super_admin')),
    user_type TEXT CHECK (user_type IN ('builder', 'customer')),
    phone TEXT,
    builder_id BIGINT,
    customer_id BIGINT,
    is_active BOOLEAN NOT NULL,
    is_verified BOOLEAN NOT NULL,
    must_change_password BOOLEAN NOT NULL,
    two_factor_enabled BOOLEAN NOT NULL,
    two_factor_secret TEXT,
    two_factor_step BIGINT,
    created_at {time} NOT NULL,
    updated_at {time},
    last_login {time}
);
CREATE UNIQUE INDEX users_email ON users (LOWER(email));
CREATE INDEX users_role ON users (role, id);
CREATE INDEX users_created ON users (created_at DESC, id DESC);

-- A session is one sign-in. Its refresh tokens follow one another; only the newest is good.
CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created_at {time} NOT NULL,
    last_activity {time} NOT NULL,
    expires_at {time} NOT NULL,
    ip_address TEXT,
    user_agent TEXT,
    revoked_at {time}
);
CREATE INDEX sessions_user ON sessions (user_id, created_at DESC);
CREATE INDEX sessions_expires ON sessions (expires_at);

CREATE TABLE session_tokens (
    hash TEXT PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES sessions(id) ON DELETE CASCADE,
    created_at {time} NOT NULL,
    used_at {time}
);
CREATE INDEX session_tokens_session ON session_tokens (session_id);

CREATE TABLE two_factor_codes (
    hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    used_at {time}
);
CREATE INDEX two_factor_codes_user ON two_factor_codes (user_id);

CREATE TABLE reset_tokens (
    hash TEXT PRIMARY KEY,
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created_at {time} NOT NULL,
    expires_at {time} NOT NULL,
    used_at {time}
);
CREATE INDEX reset_tokens_user ON reset_tokens (user_id);
