//! Templates as people write them.

use super::*;

const YAML: &str = r#"
issuer: Harbour Lights Ltd
keywords:
  - Harbour Lights
  - 'VAT\s+GB\d+'
exclude_keywords: Proforma
priority: 7
fields:
  amount: Total due\s+£\s*(\d+[.,]\d{2})
  invoice_number: Invoice no\s+(\S+)
  date: Issued\s+(\d+ \w+ \d{4})
  sum_amount_tax:
    - VAT at 20%\s+(\d+\.\d{2})
    - VAT at 5%\s+(\d+\.\d{2})
  static_category: light
  static_vat:
    parser: static
    value: GB123
  terms:
    parser: static
    value: 30
    type: int
  weeks:
    parser: regex
    regex: '(\d+) weeks'
    type: int
    group: max
  lines:
    parser: lines
    start: Item\s+Qty
    end: Subtotal
    first_line: '^(?P<name>\S.+?)\s{2,}(?P<qty>\d+)\s+(?P<price>\d+\.\d{,2})$'
    line: '^\s+(?P<name>\S.+)$'
    types: { qty: int, price: float }
tables:
  - start: Bank
    end: Thank you
    body: 'Account\s+(?P<account>\d+)'
options:
  currency: GBP
  decimal_separator: "."
  replace:
    - ['\bL1\b', 'L-1']
"#;

const TEXT: &str = "Harbour Lights      VAT  GB123\nInvoice no  HL-77\nIssued  5 March 2024\nItem      Qty  Price\n\
Lamp L1      2   10.50\n      with a cord\nBulb       1   4.00\nSubtotal  25.00\nVAT at 20%  4.20\nVAT at 5%  0.20\n\
2 weeks, 6 weeks\nTotal due  £29.40\nBank\nAccount  991\nThank you\n";

fn template() -> Template {
    Template::parse("harbour.yml", YAML).expect("a template")
}

#[test]
fn fields_rows_and_tables_are_read() {
    let found = template().read_text(TEXT).expect("it matches");
    let field = |name: &str| found.fields.get(name).cloned();
    assert_eq!(field("issuer"), Some(Value::Text("Harbour Lights Ltd".to_owned())));
    assert_eq!(field("amount"), Some(Value::Number(294_000)));
    assert_eq!(field("amount_tax"), Some(Value::Number(44_000)));
    assert_eq!(field("invoice_number"), Some(Value::Text("HL-77".to_owned())));
    assert_eq!(field("date").and_then(|value| value.day()), NaiveDate::from_ymd_opt(2024, 3, 5));
    assert_eq!(field("category"), Some(Value::Text("light".to_owned())));
    assert_eq!(field("vat"), Some(Value::Text("GB123".to_owned())));
    assert_eq!(field("terms"), Some(Value::Number(300_000)));
    assert_eq!(field("weeks"), Some(Value::Number(60_000)));
    assert_eq!(field("account"), Some(Value::Text("991".to_owned())));
    assert_eq!(field("currency"), Some(Value::Text("GBP".to_owned())));
    let Some(Value::Rows(rows)) = field("lines") else { panic!("no rows") };
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["name"], Value::Text("Lamp L-1\nwith a cord".to_owned()));
    assert_eq!(rows[1]["price"], Value::Number(40_000));
    assert_eq!(found.missing, Vec::<String>::new());
    assert_eq!(template().priority(), 7);
}

#[test]
fn another_document_is_left_alone() {
    assert!(template().read_text("Somebody else").is_none());
    assert!(template().read_text(&format!("{TEXT} Proforma")).is_none());
    let short = template().read_text("Harbour Lights VAT GB1").expect("it matches");
    assert_eq!(short.missing, ["date", "amount", "invoice_number"]);
}

#[test]
fn what_is_no_template_is_refused_in_words() {
    for (yaml, word) in [
        ("fields: {}", "keywords"),
        ("keywords: [a]\nfields: {x: {parser: regex, regex: '('}}", "pattern"),
        ("keywords: [a]\nfields: {x: {parser: magic}}", "magic"),
        ("keywords: [a]\ntables: [{start: x}]", "table"),
        (": : :\n  - [", "YAML"),
    ] {
        let refusal = Template::parse("x.yml", yaml).expect_err(yaml);
        assert!(refusal.message.contains(word), "{yaml}: {refusal}");
    }
}

#[test]
fn a_refusal_names_the_line() {
    let refused = |yaml: &str| Template::parse("x", yaml).expect_err("a refusal");
    let pattern = refused("issuer: A\nkeywords:\n  - A\nfields:\n  amount: Total (\\d+\n");
    assert_eq!(pattern.line, Some(5), "{pattern}");
    let yaml = refused("issuer: A\nkeywords: [A\nfields:\n  x: y\n");
    assert!(yaml.line.is_some() && !yaml.message.contains('\n'), "{yaml:?}");
    assert_eq!(refused("issuer: A\n").message, "The template has no keywords");
}
