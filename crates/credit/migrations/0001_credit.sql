-- Amounts and rates of interest are in units of 10⁻⁴, ratios in hundredths. Ratings are notches: 0 = AAA to 21 = D.
-- `revision` is the number of the last change of any loan of the portfolio, or of a loan's ratings.
CREATE TABLE credit_portfolios (
    id {id},
    owner_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (name <> ''),
    description TEXT,
    is_active BOOLEAN NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 0),
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    UNIQUE (owner_id, name)
);

-- Three indexes and no more: each is paid for by every row of an upload. The key within the portfolio also gives the
-- order of lists; the other finds what changed since a revision.
CREATE TABLE credit_loans (
    id {id},
    portfolio_id BIGINT NOT NULL REFERENCES credit_portfolios(id) ON DELETE CASCADE,
    loan_id TEXT NOT NULL CHECK (loan_id <> ''),
    borrower TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0 AND amount <= 10000000000000),
    rate BIGINT NOT NULL CHECK (rate BETWEEN 0 AND 1000000),
    sector TEXT NOT NULL,
    maturity_date {date} NOT NULL,
    credit_rating SMALLINT NOT NULL CHECK (credit_rating BETWEEN 0 AND 21),
    status TEXT NOT NULL CHECK (status IN ('Performing', 'Watch List', 'Non-Performing', 'Defaulted')),
    country TEXT,
    debt_to_equity BIGINT CHECK (debt_to_equity BETWEEN 0 AND 10000),
    interest_coverage BIGINT CHECK (interest_coverage BETWEEN 0 AND 10000),
    leverage_ratio BIGINT CHECK (leverage_ratio BETWEEN 0 AND 10000),
    revision BIGINT NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    UNIQUE (portfolio_id, loan_id)
);
CREATE INDEX credit_loans_changes ON credit_loans (portfolio_id, revision);

-- Which loans are gone since a revision; `id` is that of the loan.
CREATE TABLE credit_gone (
    portfolio_id BIGINT NOT NULL REFERENCES credit_portfolios(id) ON DELETE CASCADE,
    revision BIGINT NOT NULL,
    id BIGINT NOT NULL,
    PRIMARY KEY (portfolio_id, revision, id)
);

-- 255 is "no longer rated".
CREATE TABLE credit_ratings (
    loan_id BIGINT NOT NULL REFERENCES credit_loans(id) ON DELETE CASCADE,
    snapshot_date {date} NOT NULL,
    credit_rating SMALLINT NOT NULL CHECK (credit_rating BETWEEN 0 AND 21 OR credit_rating = 255),
    created_at {time} NOT NULL,
    PRIMARY KEY (loan_id, snapshot_date)
);

-- Default probabilities in millionths; recovery and risk weight in ten-thousandths. A line holds from its day until the
-- next line of the notch.
CREATE TABLE credit_rates (
    credit_rating SMALLINT NOT NULL CHECK (credit_rating BETWEEN 0 AND 21),
    valid_from {date} NOT NULL,
    default_probability BIGINT NOT NULL CHECK (default_probability BETWEEN 0 AND 1000000),
    recovery_rate BIGINT NOT NULL CHECK (recovery_rate BETWEEN 0 AND 10000),
    risk_weight BIGINT NOT NULL CHECK (risk_weight BETWEEN 0 AND 125000),
    set_by TEXT NOT NULL,
    created_at {time} NOT NULL,
    PRIMARY KEY (credit_rating, valid_from)
);
INSERT INTO credit_rates
    (credit_rating, valid_from, default_probability, recovery_rate, risk_weight, set_by, created_at)
VALUES
    (5, '1970-01-01', 1000, 9000, 2000, 'system', '1970-01-01T00:00:00+00:00'),
    (6, '1970-01-01', 1500, 8800, 3000, 'system', '1970-01-01T00:00:00+00:00'),
    (7, '1970-01-01', 2500, 8500, 3500, 'system', '1970-01-01T00:00:00+00:00'),
    (8, '1970-01-01', 4000, 8200, 5000, 'system', '1970-01-01T00:00:00+00:00'),
    (9, '1970-01-01', 6500, 8000, 7500, 'system', '1970-01-01T00:00:00+00:00'),
    (10, '1970-01-01', 11000, 7500, 10000, 'system', '1970-01-01T00:00:00+00:00'),
    (11, '1970-01-01', 18000, 7000, 11500, 'system', '1970-01-01T00:00:00+00:00'),
    (12, '1970-01-01', 29500, 6500, 13000, 'system', '1970-01-01T00:00:00+00:00'),
    (13, '1970-01-01', 48500, 6000, 15000, 'system', '1970-01-01T00:00:00+00:00'),
    (14, '1970-01-01', 78000, 5000, 17500, 'system', '1970-01-01T00:00:00+00:00'),
    (15, '1970-01-01', 125000, 4500, 20000, 'system', '1970-01-01T00:00:00+00:00'),
    (16, '1970-01-01', 200000, 3500, 25000, 'system', '1970-01-01T00:00:00+00:00'),
    (17, '1970-01-01', 320000, 2500, 30000, 'system', '1970-01-01T00:00:00+00:00'),
    (21, '1970-01-01', 1000000, 1000, 50000, 'system', '1970-01-01T00:00:00+00:00');

-- Runs of bulk upload. A file that comes again in the same mode is answered by its earlier run, as long as what that run
-- left is as it was: `revision` is the portfolio's at its end. `alive_until`: a running one belongs to a process that says
-- so again before that moment.
CREATE TABLE credit_loads (
    id {id},
    portfolio_id BIGINT NOT NULL REFERENCES credit_portfolios(id) ON DELETE CASCADE,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    kind TEXT NOT NULL CHECK (kind IN ('loans', 'ratings')),
    mode TEXT NOT NULL CHECK (mode IN ('accept_valid', 'all_or_nothing', 'dry_run')),
    state TEXT NOT NULL CHECK (state IN ('running', 'done', 'failed')),
    file_name TEXT NOT NULL,
    bytes BIGINT NOT NULL CHECK (bytes > 0),
    sha256 TEXT NOT NULL,
    encoding TEXT NOT NULL,
    separator TEXT CHECK (separator IN ('comma', 'semicolon', 'tab')),
    total_rows BIGINT NOT NULL CHECK (total_rows >= 0),
    successful BIGINT NOT NULL CHECK (successful >= 0),
    failed BIGINT NOT NULL CHECK (failed >= 0),
    written BOOLEAN NOT NULL,
    revision BIGINT,
    judged_on {date} NOT NULL,
    message TEXT,
    faults TEXT,
    error_key TEXT,
    took_ms BIGINT,
    alive_until {time} NOT NULL,
    created_at {time} NOT NULL,
    finished_at {time},
    CHECK (successful + failed <= total_rows),
    CHECK ((state = 'running') = (finished_at IS NULL)),
    CHECK (state <> 'done' OR revision IS NOT NULL)
);
CREATE INDEX credit_loads_same ON credit_loads (portfolio_id, kind, sha256, mode);
CREATE INDEX credit_loads_list ON credit_loads (portfolio_id, id);
CREATE INDEX credit_loads_files ON credit_loads (error_key);

-- The files that hold the loans of a portfolio and their ratings as of a revision, so that these need not be read one by
-- one after a start. What has changed since is read from the tables.
CREATE TABLE credit_snapshots (
    portfolio_id BIGINT NOT NULL REFERENCES credit_portfolios(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('loans', 'ratings')),
    revision BIGINT NOT NULL CHECK (revision > 0),
    entries BIGINT NOT NULL CHECK (entries >= 0),
    file_key TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    created_at {time} NOT NULL,
    PRIMARY KEY (portfolio_id, kind)
);
