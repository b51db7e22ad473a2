//! Conversations, and the queries that they must come to.

/// Questions that follow each other.
pub const TALKS: &[&[(&str, &str)]] = &[
    &[
        ("Show flagged invoices", "the invoices that are flagged"),
        (
            "and last month?",
            "the invoices that are flagged, that came in last month (from 2026-02-01 to 2026-02-28)",
        ),
        (
            "what about Acme?",
            "the invoices that are flagged, of Acme Industries Pvt Ltd, that came in last month (from 2026-02-01 to 2026-02-28)",
        ),
        (
            "only the rejected ones",
            "the invoices that are flagged, that are rejected, of Acme Industries Pvt Ltd, rejected last month (from 2026-02-01 to 2026-02-28)",
        ),
        (
            "and their total?",
            "the total with tax of the invoices that are flagged, that are rejected, of Acme Industries Pvt Ltd, rejected last month (from 2026-02-01 to 2026-02-28)",
        ),
        (
            "by vendor",
            "the total with tax of the invoices that are flagged, that are rejected, of Acme Industries Pvt Ltd, rejected last month (from 2026-02-01 to 2026-02-28), by vendor",
        ),
        (
            "why?",
            "the reasons for the invoices that are flagged, that are rejected, of Acme Industries Pvt Ltd, rejected last month (from 2026-02-01 to 2026-02-28)",
        ),
    ],
    &[
        ("total by vendor", "the total with tax of the invoices, by vendor"),
        ("and by month?", "the total with tax of the invoices, by month"),
        ("and the tax?", "the tax of the invoices, by month"),
        ("only Globex", "the tax of the invoices of Globex GmbH, by month"),
        (
            "compare with last month",
            "the tax of the invoices of Globex GmbH, dated this month (from 2026-03-01 to 2026-03-31), by month, compared with last month (from 2026-02-01 to 2026-02-28)",
        ),
    ],
    &[
        ("largest invoice", "the invoices with the largest total with tax"),
        ("why is it flagged?", "the reasons for the invoices of the last answer"),
        ("what about INV-7?", "the reasons for the invoices called INV-7"),
    ],
    &[
        ("status of INV-3", "the status of the invoices called INV-3"),
        ("why was it flagged", "the reasons for the invoices called INV-3"),
    ],
    &[
        ("how many are approved", "how many invoices that are approved"),
        ("and rejected?", "how many invoices that are rejected"),
        ("and in February?", "how many invoices that are rejected, rejected from 2026-02-01 to 2026-02-28"),
    ],
    &[
        (
            "due this week",
            "the invoices that are completed or approved, due this week (from 2026-03-09 to 2026-03-15) ~DueFirst",
        ),
        (
            "and next week?",
            "the invoices that are completed or approved, due next week (from 2026-03-16 to 2026-03-22) ~DueFirst",
        ),
        (
            "how much is that?",
            "the amount to pay of the invoices that are completed or approved, due next week (from 2026-03-16 to 2026-03-22) ~DueFirst",
        ),
    ],
    &[
        ("totals by vendor", "the total with tax of the invoices, by vendor"),
        ("Which invoices are flagged?", "the invoices that are flagged"),
    ],
    &[
        ("total for March", "the total with tax of the invoices dated from 2026-03-01 to 2026-03-31"),
        ("and for February?", "the total with tax of the invoices dated from 2026-02-01 to 2026-02-28"),
        (
            "and the average?",
            "the average total with tax of the invoices dated from 2026-02-01 to 2026-02-28",
        ),
    ],
];
