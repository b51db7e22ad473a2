//! Pages for the demo: a line of text for each line, as a PDF of one page.

/// A file's name, what stands on its page, and what its fields are.
pub const INVOICES: [(&str, &[&str], &str); 4] = [
    (
        "northwind-1041.pdf",
        &[
            "Northwind Paper GmbH",
            "Hafenstrasse 4, 20457 Hamburg",
            "USt-IdNr.: DE232446240",
            "",
            "Rechnung Nr. NW-1041",
            "Rechnungsdatum: 02.03.2026",
            "Zahlbar bis: 01.04.2026",
            "",
            "Kopierpapier A4, 40 Pakete    160,00 EUR",
            "Nettobetrag   160,00 EUR",
            "USt 19 %       30,40 EUR",
            "Gesamtbetrag  190,40 EUR",
            "IBAN: DE89 3704 0044 0532 0130 00",
        ],
        r#"{"invoice_number": "NW-1041", "invoice_date": "2026-03-02", "due_date": "2026-04-01", "currency": "EUR",
            "seller_name": "Northwind Paper GmbH", "seller_tax_id": "DE232446240", "taxable_amount": "160.00",
            "tax_amount": "30.40", "total_amount": "190.40", "iban": "DE89370400440532013000"}"#,
    ),
    (
        "sunrise-2025-118.pdf",
        &[
            "Sunrise Electricals Pvt Ltd",
            "GSTIN: 27AAPFU0939F1ZV",
            "Tax Invoice",
            "Invoice No: SE/2025/118",
            "Invoice Date: 20-02-2026",
            "LED panel 60x60, 12 nos, HSN 9405   Rs. 30,000.00",
            "Taxable value Rs. 30,000.00",
            "CGST 9% Rs. 2,700.00",
            "SGST 9% Rs. 2,700.00",
            "Total Rs. 35,400.00",
        ],
        r#"{"invoice_number": "SE/2025/118", "invoice_date": "2026-02-20", "currency": "INR",
            "seller_name": "Sunrise Electricals Pvt Ltd", "seller_gstin": "27AAPFU0939F1ZV",
            "taxable_amount": "30000.00", "tax_amount": "5400.00", "total_amount": "35400.00"}"#,
    ),
    (
        "harbour-taxi.pdf",
        &[
            "Harbour Taxi Ltd",
            "VAT registration GB 980 7806 84",
            "Receipt 5521",
            "14 February 2026",
            "Airport to city   GBP 48.00",
            "Total GBP 48.00",
        ],
        r#"{"invoice_number": "5521", "invoice_date": "2026-02-14", "currency": "GBP", "seller_name": "Harbour Taxi Ltd",
            "seller_tax_id": "GB980780684", "taxable_amount": "40.00", "tax_amount": "8.00", "total_amount": "48.00"}"#,
    ),
    (
        "brightside-77.pdf",
        &["Brightside Promotions", "Invoice 77", "Listing in the business register", "Amount due 899.00 EUR"],
        r#"{"currency": "EUR", "seller_name": "Brightside Promotions", "total_amount": "899.00"}"#,
    ),
];

/// A PDF of one page with these lines.
pub fn pdf(lines: &[&str]) -> Vec<u8> {
    let escaped = |line: &&str| line.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
    let shown = lines.iter().map(|line| format!("({}) Tj T*\n", escaped(line))).collect::<String>();
    let content = format!("BT /F1 11 Tf 16 TL 60 780 Td\n{shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = vec![];
    for (n, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.push_str(&format!("{n} 0 obj\n{object}\nendobj\n"));
    }
    let table = file.len();
    let entries = places.iter().map(|place| format!("{place:010} 00000 n \n")).collect::<String>();
    let size = objects.len() + 1;
    file.push_str(&format!("xref\n0 {size}\n0000000000 65535 f \n{entries}"));
    file.push_str(&format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n"));
    file.into_bytes()
}
