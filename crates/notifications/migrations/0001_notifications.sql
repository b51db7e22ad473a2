-- The inbox: one line for each thing that a person should know.
CREATE TABLE notifications (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    notification_type TEXT NOT NULL CHECK (notification_type IN ('transaction', 'alert', 'reminder', 'kyc')),
    -- The same in the words of building clients.
    matter TEXT NOT NULL CHECK (matter IN ('booking_update', 'payment_due', 'appointment_reminder', 'progress_update', 'message_received', 'change_request_update')),
    kind TEXT NOT NULL,
    link TEXT,
    is_read BOOLEAN NOT NULL,
    by_mail BOOLEAN NOT NULL,
    created_at {time} NOT NULL,
    read_at {time}
);
CREATE INDEX notifications_mine ON notifications (user_id, id DESC);
CREATE INDEX notifications_unread ON notifications (user_id, id DESC, is_read) WHERE NOT is_read;
CREATE INDEX notifications_read ON notifications (read_at) WHERE is_read;

-- What a person was told once and is not told again, whatever became of the line in his inbox.
CREATE TABLE notifications_told (
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    once TEXT NOT NULL,
    told_at {time} NOT NULL,
    PRIMARY KEY (user_id, once)
);

-- By which ways a person wants a kind of notice; where there is no line, the settings say.
CREATE TABLE channels (
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    in_app BOOLEAN NOT NULL,
    mail BOOLEAN NOT NULL,
    chosen_at {time} NOT NULL,
    PRIMARY KEY (user_id, kind)
);
