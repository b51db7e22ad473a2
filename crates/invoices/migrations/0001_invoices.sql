-- Money is in units of 10⁻⁴; quantities and rates in percent are, too. Lists and places on a page are JSON as text.
-- The counts follow from the invoices of a batch: they are counted anew in every change that touches one.
CREATE TABLE invoice_batches (
    id {id},
    name TEXT NOT NULL,
    description TEXT,
    status TEXT NOT NULL CHECK (status IN ('created', 'processing', 'completed', 'failed', 'paused')),
    total_invoices BIGINT NOT NULL CHECK (total_invoices >= 0),
    processed_count BIGINT NOT NULL CHECK (processed_count >= 0),
    pending_count BIGINT NOT NULL CHECK (pending_count >= 0),
    flagged_count BIGINT NOT NULL CHECK (flagged_count >= 0),
    approved_count BIGINT NOT NULL CHECK (approved_count >= 0),
    rejected_count BIGINT NOT NULL CHECK (rejected_count >= 0),
    failed_count BIGINT NOT NULL CHECK (failed_count >= 0),
    created_by BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    started_at {time},
    completed_at {time}
);
CREATE INDEX invoice_batches_owner ON invoice_batches (created_by, id);
CREATE INDEX invoice_batches_status ON invoice_batches (status, id);

-- Whoever sends invoices. `known_as` is the strongest that is known of him: gstin:…, vat:…, name:….
CREATE TABLE invoice_vendors (
    id {id},
    known_as TEXT NOT NULL UNIQUE,
    gstin TEXT UNIQUE,
    tax_id TEXT,
    name TEXT NOT NULL,
    legal_name TEXT,
    address TEXT,
    city TEXT,
    state TEXT,
    pincode TEXT,
    country TEXT,
    email TEXT,
    phone TEXT,
    contact_person TEXT,
    risk_score DOUBLE PRECISION NOT NULL CHECK (risk_score BETWEEN 0 AND 100),
    risk_category TEXT NOT NULL CHECK (risk_category IN ('low', 'medium', 'high')),
    is_blacklisted BOOLEAN NOT NULL,
    blacklist_reason TEXT,
    total_invoices BIGINT NOT NULL CHECK (total_invoices >= 0),
    flagged_count BIGINT NOT NULL CHECK (flagged_count >= 0),
    approved_count BIGINT NOT NULL CHECK (approved_count >= 0),
    rejected_count BIGINT NOT NULL CHECK (rejected_count >= 0),
    total_amount BIGINT NOT NULL,
    last_invoice_date {date},
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX invoice_vendors_risk ON invoice_vendors (risk_score, id);
CREATE INDEX invoice_vendors_flagged ON invoice_vendors (flagged_count, id);
CREATE INDEX invoice_vendors_amount ON invoice_vendors (total_amount, id);
CREATE INDEX invoice_vendors_name ON invoice_vendors (name, id);

-- Other names under which a vendor wrote.
CREATE TABLE invoice_vendor_aliases (
    id {id},
    vendor_id BIGINT NOT NULL REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    first_seen {time} NOT NULL,
    UNIQUE (vendor_id, name_key)
);
CREATE INDEX invoice_vendor_aliases_key ON invoice_vendor_aliases (name_key);

-- Accounts to which a vendor asked to be paid. `account_key` is the IBAN, or IFSC and number.
CREATE TABLE invoice_vendor_accounts (
    id {id},
    vendor_id BIGINT NOT NULL REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    account_key TEXT NOT NULL,
    iban TEXT,
    bic TEXT,
    account_number TEXT,
    ifsc TEXT,
    first_invoice_id BIGINT,
    first_seen {time} NOT NULL,
    last_seen {time} NOT NULL,
    UNIQUE (vendor_id, account_key)
);
CREATE INDEX invoice_vendor_accounts_key ON invoice_vendor_accounts (account_key);

-- How the risk of a vendor moved, and why.
CREATE TABLE invoice_vendor_risks (
    id {id},
    vendor_id BIGINT NOT NULL REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    score DOUBLE PRECISION NOT NULL CHECK (score BETWEEN 0 AND 100),
    category TEXT NOT NULL CHECK (category IN ('low', 'medium', 'high')),
    contributions TEXT NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_vendor_risks_vendor ON invoice_vendor_risks (vendor_id, id);

CREATE TABLE invoice_exports (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    format TEXT NOT NULL CHECK (format IN ('csv', 'xlsx', 'ubl', 'journal')),
    invoices BIGINT NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_exports_user ON invoice_exports (user_id, id);

-- An invoice. `extracted` holds what was read, field by field, with confidence and place; the columns hold the same
-- for searching and for sums. `attempts` also names the run that may write its result.
CREATE TABLE invoices (
    id {id},
    batch_id BIGINT NOT NULL REFERENCES invoice_batches(id) ON DELETE CASCADE,
    vendor_id BIGINT REFERENCES invoice_vendors(id) ON DELETE SET NULL,
    created_by BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    assigned_to BIGINT REFERENCES users(id) ON DELETE SET NULL,
    source TEXT NOT NULL CHECK (source IN ('upload', 'folder', 'maildir', 'imap')),
    origin TEXT,
    filename TEXT NOT NULL,
    file_path TEXT NOT NULL,
    file_size BIGINT NOT NULL CHECK (file_size >= 0),
    file_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('pending', 'processing', 'completed', 'failed', 'approved', 'rejected')),
    current_stage TEXT NOT NULL CHECK (current_stage IN ('upload', 'ocr', 'extraction', 'validation', 'arithmetic', 'duplication', 'flagging', 'review')),
    progress_percentage DOUBLE PRECISION NOT NULL CHECK (progress_percentage BETWEEN 0 AND 100),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    failure TEXT,
    kind TEXT CHECK (kind IN ('invoice', 'credit_note', 'debit_note', 'receipt', 'proforma', 'other')),
    language TEXT,
    invoice_number TEXT,
    number_key TEXT,
    invoice_date {date},
    due_date {date},
    vendor_gstin TEXT,
    vendor_tax_id TEXT,
    vendor_name TEXT,
    buyer_name TEXT,
    buyer_tax_id TEXT,
    total_amount BIGINT,
    tax_amount BIGINT,
    taxable_amount BIGINT,
    amount_due BIGINT,
    currency TEXT NOT NULL,
    account_key TEXT,
    irn TEXT,
    extracted TEXT,
    is_flagged BOOLEAN NOT NULL,
    flag_reasons TEXT NOT NULL,
    confidence_score DOUBLE PRECISION CHECK (confidence_score BETWEEN 0 AND 1),
    auto_accept BOOLEAN NOT NULL,
    validation_errors TEXT NOT NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL,
    processed_at {time},
    processing_seconds DOUBLE PRECISION CHECK (processing_seconds >= 0),
    approved_at {time},
    rejected_at {time},
    first_approval_by BIGINT REFERENCES users(id) ON DELETE SET NULL,
    decided_by BIGINT REFERENCES users(id) ON DELETE SET NULL,
    export_id BIGINT REFERENCES invoice_exports(id) ON DELETE SET NULL,
    exported_at {time},
    UNIQUE (created_by, sha256)
);
CREATE INDEX invoices_batch ON invoices (batch_id, status, id);
CREATE INDEX invoices_owner ON invoices (created_by, id);
CREATE INDEX invoices_vendor ON invoices (vendor_id, id);
CREATE INDEX invoices_vendor_number ON invoices (vendor_id, number_key);
CREATE INDEX invoices_status ON invoices (status, id);
CREATE INDEX invoices_flagged ON invoices (is_flagged, id);
CREATE INDEX invoices_number ON invoices (invoice_number);
CREATE INDEX invoices_number_key ON invoices (number_key);
CREATE INDEX invoices_gstin ON invoices (vendor_gstin);
CREATE INDEX invoices_created ON invoices (created_at, id);
CREATE INDEX invoices_date ON invoices (invoice_date, id);
CREATE INDEX invoices_due ON invoices (due_date, id);
CREATE INDEX invoices_amount ON invoices (total_amount, id);
CREATE INDEX invoices_assigned ON invoices (assigned_to, id);
CREATE INDEX invoices_hash ON invoices (sha256);
CREATE INDEX invoices_irn ON invoices (irn);
CREATE INDEX invoices_export ON invoices (export_id, id);

-- What a file said when it was read: its plain text, and its pages with the place of every word, as JSON.
CREATE TABLE invoice_documents (
    invoice_id BIGINT PRIMARY KEY REFERENCES invoices(id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    pages TEXT
);

CREATE TABLE invoice_lines (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    description TEXT,
    code TEXT,
    hsn_code TEXT,
    quantity BIGINT,
    unit TEXT,
    unit_price BIGINT,
    discount BIGINT,
    tax_rate BIGINT,
    tax_amount BIGINT,
    net_amount BIGINT,
    total_amount BIGINT,
    confidence DOUBLE PRECISION,
    page BIGINT,
    area TEXT,
    UNIQUE (invoice_id, position)
);
CREATE INDEX invoice_lines_hsn ON invoice_lines (hsn_code, invoice_id);

-- One row for each stage that has ended; a new run replaces it.
CREATE TABLE invoice_stages (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    stage TEXT NOT NULL CHECK (stage IN ('upload', 'ocr', 'extraction', 'validation', 'arithmetic', 'duplication', 'flagging', 'review')),
    outcome TEXT NOT NULL CHECK (outcome IN ('completed', 'failed')),
    attempt BIGINT NOT NULL,
    detail TEXT,
    milliseconds DOUBLE PRECISION NOT NULL CHECK (milliseconds >= 0),
    finished_at {time} NOT NULL,
    UNIQUE (invoice_id, stage)
);
CREATE INDEX invoice_stages_stage ON invoice_stages (stage, id);

-- What a rule found. `other_invoice_id` is the twin of a duplicate.
CREATE TABLE invoice_findings (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('ocr', 'extraction', 'validation', 'arithmetic', 'duplication', 'flagging')),
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error')),
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    source TEXT,
    field TEXT,
    page BIGINT,
    area TEXT,
    confidence DOUBLE PRECISION,
    other_invoice_id BIGINT REFERENCES invoices(id) ON DELETE SET NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_findings_invoice ON invoice_findings (invoice_id, id);
CREATE INDEX invoice_findings_rule ON invoice_findings (rule, invoice_id);
CREATE INDEX invoice_findings_other ON invoice_findings (other_invoice_id);

-- What a person said of a field that was read: the ground truth of the figures, and hints for the vendor's next one.
CREATE TABLE invoice_labels (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    vendor_id BIGINT REFERENCES invoice_vendors(id) ON DELETE SET NULL,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    field TEXT NOT NULL,
    read_value TEXT,
    right_value TEXT,
    correct BOOLEAN NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('correction', 'approval')),
    confidence DOUBLE PRECISION,
    page BIGINT,
    area TEXT,
    created_at {time} NOT NULL,
    learned_at {time}
);
CREATE INDEX invoice_labels_invoice ON invoice_labels (invoice_id, id);
CREATE INDEX invoice_labels_vendor ON invoice_labels (vendor_id, field, id);
CREATE INDEX invoice_labels_field ON invoice_labels (field, id);
CREATE INDEX invoice_labels_newest ON invoice_labels (vendor_id, id);
CREATE INDEX invoice_labels_unlearned ON invoice_labels (vendor_id) WHERE learned_at IS NULL;

CREATE TABLE invoice_comments (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    text TEXT NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_comments_invoice ON invoice_comments (invoice_id, id);

-- Every decision; `undone_at` where it was taken back.
CREATE TABLE invoice_decisions (
    id {id},
    invoice_id BIGINT NOT NULL REFERENCES invoices(id) ON DELETE CASCADE,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    action TEXT NOT NULL CHECK (action IN ('first_approval', 'approve', 'reject')),
    reason TEXT,
    status_before TEXT NOT NULL,
    flag_reasons_before TEXT NOT NULL,
    created_at {time} NOT NULL,
    undone_at {time},
    undone_by BIGINT REFERENCES users(id) ON DELETE SET NULL
);
CREATE INDEX invoice_decisions_invoice ON invoice_decisions (invoice_id, id);

-- Files that were not taken, and why.
CREATE TABLE invoice_refusals (
    id {id},
    batch_id BIGINT NOT NULL REFERENCES invoice_batches(id) ON DELETE CASCADE,
    filename TEXT NOT NULL,
    status BIGINT NOT NULL,
    reason TEXT NOT NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_refusals_batch ON invoice_refusals (batch_id, id);

CREATE TABLE invoice_chat_messages (
    id {id},
    batch_id BIGINT NOT NULL REFERENCES invoice_batches(id) ON DELETE CASCADE,
    user_id BIGINT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant', 'system')),
    content TEXT NOT NULL,
    subtasks TEXT NOT NULL,
    links TEXT NOT NULL,
    topic TEXT,
    tokens_used BIGINT,
    model_used TEXT,
    processing_time DOUBLE PRECISION,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_chat_messages_batch ON invoice_chat_messages (batch_id, id);

CREATE TABLE invoice_model_metrics (
    id {id},
    model_version TEXT NOT NULL,
    model_type TEXT NOT NULL,
    accuracy DOUBLE PRECISION NOT NULL,
    precision_score DOUBLE PRECISION,
    recall DOUBLE PRECISION,
    f1_score DOUBLE PRECISION,
    training_samples BIGINT NOT NULL,
    validation_samples BIGINT NOT NULL,
    test_samples BIGINT NOT NULL,
    feedback_queue_length BIGINT NOT NULL,
    retrain_count BIGINT NOT NULL,
    last_retrain {time},
    avg_latency DOUBLE PRECISION,
    p50_latency DOUBLE PRECISION,
    p95_latency DOUBLE PRECISION,
    p99_latency DOUBLE PRECISION,
    additional_metrics TEXT,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_model_metrics_created ON invoice_model_metrics (created_at, id);
CREATE UNIQUE INDEX invoice_model_metrics_version ON invoice_model_metrics (model_version);

-- Places from which invoices come by themselves, and how the last look at each went. `busy_until` is set while one is
-- under way, so that no two servers take the same.
CREATE TABLE invoice_places (
    id {id},
    source TEXT NOT NULL UNIQUE CHECK (source IN ('folder', 'maildir', 'imap')),
    next_at {time} NOT NULL,
    busy_until {time},
    looked_at {time},
    taken_at {time},
    taken BIGINT NOT NULL CHECK (taken >= 0),
    refused BIGINT NOT NULL CHECK (refused >= 0),
    batch_id BIGINT REFERENCES invoice_batches(id) ON DELETE SET NULL,
    failures BIGINT NOT NULL CHECK (failures >= 0),
    failure TEXT
);
