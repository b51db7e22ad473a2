-- Accounts, transactions and what they sum to. Money is in units of 10⁻⁴; a currency is an ISO 4217 code.
CREATE TABLE accounts (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('checking', 'savings', 'cash', 'credit_card', 'loan', 'investment', 'other')),
    currency TEXT NOT NULL,
    number TEXT,
    bank TEXT,
    closed_on {date},
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX accounts_mine ON accounts (user_id, id);

-- What money comes from and goes to. `key` is the name as it is compared.
CREATE TABLE categories (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('income', 'expense', 'equity')),
    created_at {time} NOT NULL,
    updated_at {time},
    UNIQUE (user_id, key)
);

CREATE TABLE imports (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    account_id BIGINT REFERENCES accounts(id) ON DELETE SET NULL,
    file_name TEXT NOT NULL,
    file_key TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    format TEXT,
    status TEXT NOT NULL CHECK (status IN ('reading', 'ready', 'booking', 'done', 'failed', 'cancelled')),
    options TEXT NOT NULL,
    understanding TEXT,
    failure TEXT,
    tallies TEXT,
    lines BIGINT NOT NULL,
    booked BIGINT NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX imports_mine ON imports (user_id, id DESC);

-- A transaction of the client. What it moves stands in its postings, which sum to zero in each currency.
CREATE TABLE transactions (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    date {date} NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('deposit', 'withdrawal', 'transfer', 'opening')),
    status TEXT NOT NULL CHECK (status IN ('pending', 'completed')),
    payee TEXT NOT NULL,
    memo TEXT NOT NULL,
    import_id BIGINT,
    import_line BIGINT,
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX transactions_mine ON transactions (user_id, date DESC, id DESC);
CREATE UNIQUE INDEX transactions_import ON transactions (import_id, import_line);

-- Into an account (positive) or out of it; the other side is a category, or neither: not categorised yet.
-- Accounts and categories are held by the ledger's store while it books, not by a check for each row.
CREATE TABLE transaction_postings (
    id {id},
    transaction_id BIGINT NOT NULL REFERENCES transactions(id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    account_id BIGINT,
    category_id BIGINT,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    memo TEXT NOT NULL,
    date {date} NOT NULL,
    month TEXT NOT NULL,
    CHECK (account_id IS NULL OR category_id IS NULL)
);
CREATE INDEX transaction_postings_of ON transaction_postings (transaction_id, position);
CREATE INDEX transaction_postings_account ON transaction_postings (account_id, date, transaction_id);
CREATE INDEX transaction_postings_open ON transaction_postings (user_id, transaction_id) WHERE account_id IS NULL AND category_id IS NULL;
CREATE INDEX transaction_postings_category ON transaction_postings (category_id, date, transaction_id);

-- Postings summed by month, kept in step in the transaction that books them. Zero stands for none.
CREATE TABLE ledger_totals (
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    month TEXT NOT NULL,
    account_id BIGINT NOT NULL,
    category_id BIGINT NOT NULL,
    currency TEXT NOT NULL,
    debit BIGINT NOT NULL CHECK (debit BETWEEN -100000000000000000 AND 100000000000000000),
    credit BIGINT NOT NULL CHECK (credit BETWEEN -100000000000000000 AND 100000000000000000),
    entries BIGINT NOT NULL,
    PRIMARY KEY (user_id, month, account_id, category_id, currency)
);

-- A line of an imported file: what it says, what was made of it, and the print by which it is known again.
-- `settled` lines are booked, or were skipped when the rest was; they are never offered again.
CREATE TABLE import_lines (
    id {id},
    import_id BIGINT NOT NULL REFERENCES imports(id) ON DELETE CASCADE,
    line BIGINT NOT NULL,
    account_id BIGINT,
    print TEXT NOT NULL,
    date {date},
    near_from {date},
    near_to {date},
    amount BIGINT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'completed')),
    payee TEXT NOT NULL,
    memo TEXT NOT NULL,
    category TEXT,
    category_key TEXT,
    splits TEXT,
    verdict TEXT NOT NULL CHECK (verdict IN ('new', 'known', 'near', 'unreadable')),
    candidate_id BIGINT,
    decision TEXT CHECK (decision IN ('import', 'skip')),
    settled BOOLEAN NOT NULL,
    reason TEXT
);
CREATE INDEX import_lines_of ON import_lines (import_id, id);
CREATE INDEX import_lines_print ON import_lines (account_id, print);

-- How a bank writes its files, learned from the last one that was confirmed.
CREATE TABLE import_mappings (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    layout TEXT NOT NULL,
    mapping TEXT NOT NULL,
    account_id BIGINT,
    updated_at {time} NOT NULL,
    UNIQUE (user_id, layout)
);

-- Which category a payee means: written by hand, or learned from a correction.
CREATE TABLE rules (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    pattern TEXT NOT NULL,
    key TEXT NOT NULL,
    whole BOOLEAN NOT NULL,
    category_id BIGINT NOT NULL REFERENCES categories(id) ON DELETE CASCADE,
    learned BOOLEAN NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time},
    UNIQUE (user_id, key, whole)
);

CREATE TABLE projects (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    project_name TEXT NOT NULL,
    description TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('planning', 'in_progress', 'completed')),
    budget BIGINT CHECK (budget >= 0),
    start_date {time},
    end_date {time},
    created_at {time} NOT NULL,
    updated_at {time}
);
CREATE INDEX projects_mine ON projects (user_id, id);

ALTER TABLE budgets ADD COLUMN category_key TEXT NOT NULL DEFAULT '';
UPDATE budgets SET category_key = LOWER(TRIM(category));
ALTER TABLE budgets ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
ALTER TABLE budgets ADD COLUMN rollover TEXT NOT NULL DEFAULT 'none' CHECK (rollover IN ('none', 'surplus', 'surplus_and_deficit'));
CREATE INDEX budgets_category ON budgets (user_id, category_key, month);

ALTER TABLE goals ADD COLUMN currency TEXT NOT NULL DEFAULT 'USD';
ALTER TABLE goals ADD COLUMN monthly_contribution BIGINT CHECK (monthly_contribution >= 0);
ALTER TABLE goals ADD COLUMN annual_return DOUBLE PRECISION;
ALTER TABLE goals ADD COLUMN start_amount BIGINT NOT NULL DEFAULT 0;
UPDATE goals SET start_amount = current_amount;
