-- What an import of 100,000 lines waits for are index entries and looks at the rows that foreign keys name. The stores
-- keep postings with transactions and lines with imports; what an account that is gone leaves behind, `forget` removes.
CREATE TABLE transaction_postings_light (
    transaction_id BIGINT NOT NULL,
    position BIGINT NOT NULL,
    user_id BIGINT NOT NULL,
    account_id BIGINT,
    category_id BIGINT,
    currency TEXT NOT NULL,
    amount BIGINT NOT NULL,
    memo TEXT NOT NULL,
    date {date} NOT NULL,
    month TEXT NOT NULL,
    PRIMARY KEY (transaction_id, position),
    CHECK (account_id IS NULL OR category_id IS NULL)
);
INSERT INTO transaction_postings_light
    (transaction_id, position, user_id, account_id, category_id, currency, amount, memo, date, month)
    SELECT transaction_id, position, user_id, account_id, category_id, currency, amount, memo, date, month
    FROM transaction_postings;
DROP TABLE transaction_postings;
ALTER TABLE transaction_postings_light RENAME TO transaction_postings;
CREATE INDEX transaction_postings_account ON transaction_postings (account_id, date, transaction_id) WHERE account_id IS NOT NULL;
CREATE INDEX transaction_postings_open ON transaction_postings (user_id, transaction_id) WHERE account_id IS NULL AND category_id IS NULL;
CREATE INDEX transaction_postings_category ON transaction_postings (category_id, date, transaction_id) WHERE category_id IS NOT NULL;

CREATE TABLE import_lines_light (
    id {id},
    import_id BIGINT NOT NULL,
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
INSERT INTO import_lines_light
    (id, import_id, line, account_id, print, date, near_from, near_to, amount, status, payee, memo, category, category_key, splits, verdict, candidate_id, decision, settled, reason)
    SELECT id, import_id, line, account_id, print, date, near_from, near_to, amount, status, payee, memo, category, category_key, splits, verdict, candidate_id, decision, settled, reason
    FROM import_lines;
DROP TABLE import_lines;
ALTER TABLE import_lines_light RENAME TO import_lines;
CREATE INDEX import_lines_of ON import_lines (import_id, id);
CREATE INDEX import_lines_print ON import_lines (account_id, print);
{counted import_lines};
-- Booking an import marks its lines: with room in the page that touches no index.
{room import_lines};
