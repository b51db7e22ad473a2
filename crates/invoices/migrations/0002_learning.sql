-- What was learned of a vendor from what people said of his invoices; `detail` is a place, a value or an order as JSON.
-- Made anew from the labels at each learning. `read_key` is the name that was read in place of his, as names are compared.
CREATE TABLE invoice_vendor_hints (
    id {id},
    vendor_id BIGINT NOT NULL REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('place', 'constant', 'day_order')),
    field TEXT NOT NULL,
    detail TEXT NOT NULL,
    read_key TEXT,
    created_at {time} NOT NULL,
    UNIQUE (vendor_id, kind, field)
);
CREATE INDEX invoice_vendor_hints_read ON invoice_vendor_hints (read_key);

-- What somebody had forgotten: labels up to that one teach nothing of this field, or of any where none is named.
CREATE TABLE invoice_vendor_forgets (
    id {id},
    vendor_id BIGINT NOT NULL REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    field TEXT,
    label_id BIGINT NOT NULL,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    created_at {time} NOT NULL
);
CREATE INDEX invoice_vendor_forgets_vendor ON invoice_vendor_forgets (vendor_id, id);

-- The template of a vendor, in the YAML of invoice2data.
CREATE TABLE invoice_vendor_templates (
    vendor_id BIGINT PRIMARY KEY REFERENCES invoice_vendors(id) ON DELETE CASCADE,
    yaml TEXT NOT NULL,
    user_id BIGINT REFERENCES users(id) ON DELETE SET NULL,
    created_at {time} NOT NULL,
    updated_at {time} NOT NULL
);
CREATE INDEX invoice_vendor_templates_updated ON invoice_vendor_templates (updated_at);

-- Each time that hints of a vendor were made anew, from the labels up to `label_id`.
CREATE TABLE invoice_learnings (
    id {id},
    vendor_id BIGINT REFERENCES invoice_vendors(id) ON DELETE SET NULL,
    label_id BIGINT NOT NULL,
    labels BIGINT NOT NULL CHECK (labels >= 0),
    hints BIGINT NOT NULL CHECK (hints >= 0),
    created_at {time} NOT NULL
);
CREATE INDEX invoice_learnings_vendor ON invoice_learnings (vendor_id, id);
