-- Money is in units of 10⁻⁴.
CREATE TABLE budgets (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    category TEXT NOT NULL,
    "limit" BIGINT NOT NULL CHECK ("limit" >= 0),
    spent BIGINT NOT NULL CHECK (spent >= 0),
    month TEXT NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX budgets_mine ON budgets (user_id, month, id);
CREATE INDEX budgets_owner ON budgets (user_id, id);

CREATE TABLE goals (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    goal_name TEXT NOT NULL,
    target_amount BIGINT NOT NULL CHECK (target_amount > 0),
    current_amount BIGINT NOT NULL CHECK (current_amount >= 0),
    deadline {time} NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'completed', 'abandoned')),
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX goals_mine ON goals (user_id, status, id);
CREATE INDEX goals_owner ON goals (user_id, id);
