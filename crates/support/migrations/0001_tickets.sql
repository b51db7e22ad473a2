-- What somebody asked for, signed in or not. A stranger may leave a name and an address.
CREATE TABLE tickets (
    id {id},
    ticket_number TEXT NOT NULL UNIQUE,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    subject TEXT NOT NULL,
    message TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('open', 'in_progress', 'resolved', 'closed')),
    priority TEXT NOT NULL CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    name TEXT,
    email TEXT,
    assignee_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    last_from TEXT NOT NULL CHECK (last_from IN ('owner', 'staff')),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    first_answered_at {time},
    resolved_at {time}
);
CREATE INDEX tickets_mine ON tickets (user_id, id DESC);
CREATE INDEX tickets_queue ON tickets (status, id DESC);
CREATE INDEX tickets_assignee ON tickets (assignee_id, id DESC);
CREATE INDEX tickets_created ON tickets (created_at, id);
CREATE INDEX tickets_updated ON tickets (updated_at, id);
CREATE INDEX tickets_unanswered ON tickets (created_at) WHERE first_answered_at IS NULL;

-- The conversation on a ticket. Internal notes are for those who answer.
CREATE TABLE ticket_messages (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets(id) ON DELETE CASCADE,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    staff BOOLEAN NOT NULL,
    internal BOOLEAN NOT NULL,
    message TEXT NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX ticket_messages_of ON ticket_messages (ticket_id, id);
CREATE INDEX ticket_messages_by ON ticket_messages (user_id);
