-- What a person prefers. Name, telephone number and second factor are the account's own.
CREATE TABLE user_settings (
    id {id},
    user_id BIGINT NOT NULL UNIQUE REFERENCES users(id) ON DELETE CASCADE,
    email_notifications BOOLEAN NOT NULL,
    sms_notifications BOOLEAN NOT NULL,
    address TEXT,
    preferences TEXT,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
