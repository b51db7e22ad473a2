-- Money is in units of 10⁻⁴.
-- Insurance business must be kept for years: a policy stays when its holder's account is deleted.
CREATE TABLE policies (
    id {id},
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    holder TEXT NOT NULL,
    policy_number TEXT NOT NULL UNIQUE,
    policy_type TEXT NOT NULL CHECK (policy_type IN ('health', 'auto', 'home', 'life')),
    coverage_amount BIGINT NOT NULL CHECK (coverage_amount > 0),
    premium BIGINT NOT NULL CHECK (premium >= 0),
    deductible BIGINT CHECK (deductible >= 0),
    currency TEXT NOT NULL,
    start_date {time} NOT NULL,
    renewal_date {time} NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('active', 'expired', 'cancelled')),
    cancelled_on {date},
    cancel_reason TEXT,
    refund BIGINT CHECK (refund >= 0),
    terms_changed_at {time},
    created_at {time} NOT NULL,
    updated_at {time},
    CHECK (start_date < renewal_date),
    CHECK ((status = 'cancelled') = (cancelled_on IS NOT NULL))
);
CREATE INDEX policies_mine ON policies (user_id, status, id);
CREATE INDEX policies_owner ON policies (user_id, id);
CREATE INDEX policies_due ON policies (status, renewal_date, id);

-- What a premium was paid for: the first term, and one for each renewal. The first day counts, the last does not.
CREATE TABLE policy_terms (
    id {id},
    policy_id BIGINT NOT NULL REFERENCES policies(id) ON DELETE CASCADE,
    starts_on {date} NOT NULL,
    ends_on {date} NOT NULL,
    premium BIGINT NOT NULL CHECK (premium >= 0),
    cancelled_on {date},
    created_at {time} NOT NULL,
    CHECK (starts_on < ends_on)
);
CREATE INDEX policy_terms_policy ON policy_terms (policy_id, starts_on, id);
CREATE INDEX policy_terms_time ON policy_terms (starts_on, ends_on);

CREATE TABLE policy_reminders (
    id {id},
    policy_id BIGINT NOT NULL REFERENCES policies(id) ON DELETE CASCADE,
    renewal_on {date} NOT NULL,
    days BIGINT NOT NULL CHECK (days >= 0),
    sent_at {time} NOT NULL,
    UNIQUE (policy_id, renewal_on, days)
);

CREATE TABLE claims (
    id {id},
    policy_id BIGINT NOT NULL REFERENCES policies(id),
    term_id BIGINT NOT NULL REFERENCES policy_terms(id),
    claim_number TEXT NOT NULL UNIQUE,
    amount BIGINT NOT NULL CHECK (amount > 0),
    status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'paid')),
    description TEXT NOT NULL,
    incident_date {date} NOT NULL,
    submitted_at {time} NOT NULL,
    reviewed_at {time},
    approved_amount BIGINT CHECK (approved_amount > 0 AND approved_amount <= amount),
    payable_amount BIGINT CHECK (payable_amount > 0 AND payable_amount <= approved_amount),
    reason TEXT,
    reviewer_id BIGINT,
    reviewer_name TEXT,
    paid_at {time},
    payment_reference TEXT,
    override_reason TEXT,
    updated_at {time},
    CHECK ((status = 'pending') = (reviewed_at IS NULL)),
    CHECK ((status IN ('approved', 'paid')) = (payable_amount IS NOT NULL)),
    CHECK ((status = 'paid') = (paid_at IS NOT NULL))
);
CREATE INDEX claims_policy ON claims (policy_id, id);
CREATE INDEX claims_term ON claims (term_id, status);
CREATE INDEX claims_queue ON claims (status, submitted_at, id);
CREATE INDEX claims_age ON claims (submitted_at, id);
CREATE INDEX claims_amount ON claims (amount, id);

-- Who decided what, and why: for good.
CREATE TABLE claim_decisions (
    id {id},
    claim_id BIGINT NOT NULL REFERENCES claims(id),
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected', 'paid')),
    amount BIGINT,
    reason TEXT,
    override_reason TEXT,
    reference TEXT,
    reviewer_id BIGINT NOT NULL,
    reviewer_name TEXT NOT NULL,
    decided_at {time} NOT NULL
);
CREATE INDEX claim_decisions_claim ON claim_decisions (claim_id, id);
{insert_only claim_decisions};

-- Each pair stands twice, so that both claims are flagged.
CREATE TABLE claim_duplicates (
    claim_id BIGINT NOT NULL REFERENCES claims(id),
    other_id BIGINT NOT NULL REFERENCES claims(id),
    PRIMARY KEY (claim_id, other_id)
);
CREATE INDEX claim_duplicates_other ON claim_duplicates (other_id);

CREATE TABLE claim_documents (
    id {id},
    claim_id BIGINT NOT NULL REFERENCES claims(id),
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size BIGINT NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL,
    note TEXT,
    storage_key TEXT NOT NULL,
    uploaded_by BIGINT NOT NULL,
    uploaded_at {time} NOT NULL,
    UNIQUE (claim_id, sha256)
);
CREATE INDEX claim_documents_claim ON claim_documents (claim_id, id);
