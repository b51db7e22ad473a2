use std::io::Cursor;

use statement::{DateOrder, DecimalMark, Mapping, Role, Status, csv};

use crate::{day, lines, money, one, read};

#[test]
fn tables_of_many_banks_are_read() {
    for (text, expected) in [
        (
            "Date,Payee,Amount\n2024-01-31,A,-12.34\n2024-02-29,B,\"1,000.00\"\n",
            "2024-01-31 -12.34|2024-02-29 1000.00",
        ),
        (
            "Buchungstag;Valuta;Betrag (EUR)\n31.01.2024;01.02.2024;-1.234,56\n29.02.24;01.03.24;0,1\n",
            "2024-01-31 -1234.56|2024-02-29 0.10",
        ),
        (
            "Date opération|Libellé|Débit|Crédit\n31/01/2024|x|1 234,56|\n01/02/2024|y||7,00\n",
            "2024-01-31 -1234.56|2024-02-01 7.00",
        ),
        ("Fecha;Concepto;Importe;Saldo\n31/01/2024;x;-5,00;10,00\n", "2024-01-31 -5.00"),
        (
            "Datum,Naam,Af Bij,Bedrag (EUR)\n20240131,x,Af,\"12,50\"\n20240201,y,Bij,\"3,00\"\n",
            "2024-01-31 -12.50|2024-02-01 3.00",
        ),
        ("Data operacji;Opis operacji;Kwota\n2024-01-31;\"x\";-1 000,00 PLN\n", "2024-01-31 -1000.00"),
        ("Bokföringsdag;Text;Belopp\n2024-01-31;x;−1 234,50\n", "2024-01-31 -1234.50"),
        (
            "取引日,摘要,お支払金額,お預り金額,差引残高\n2024年1月31日,x,\"1,234\",,\"5,000\"\n2024/2/1,y,,10,\"5,010\"\n",
            "2024-01-31 -1234.00|2024-02-01 10.00",
        ),
        (
            "日期,收/支,金额\n2024-01-31 10:00:00,支出,¥12.50\n2024-02-01 10:00:00,收入,¥3\n",
            "2024-01-31 -12.50|2024-02-01 3.00",
        ),
        (
            "Date\tDescription\tAmount\tDr/Cr\n31-Jan-2024\tx\t1,23,456.78\tDR\n01-Feb-2024\ty\t5.00\tCR\n",
            "2024-01-31 -123456.78|2024-02-01 5.00",
        ),
        (
            "Date,Amount\n01/31/2024,12.34-\n02/29/2024,(1,234.56)\n03/01/2024,\"$1,000.00\"\n",
            "2024-01-31 -12.34|2024-02-29 -1234.56|2024-03-01 1000.00",
        ),
        (
            "Datum;Text;Soll;Haben\n31.01.2024;x;1'234.50;\n01.02.2024;y;;7.00\n",
            "2024-01-31 -1234.50|2024-02-01 7.00",
        ),
        (
            "Date,Memo,Debit,Credit\n2024-01-31,x,-5.00,\n2024-02-01,y,-6.00,\n2024-02-02,z,,1.00\n",
            "2024-01-31 -5.00|2024-02-01 -6.00|2024-02-02 1.00",
        ),
        ("Datum;Betrag;S/H\n31.01.2024;5,00;S\n01.02.2024;6,00;H\n", "2024-01-31 -5.00|2024-02-01 6.00"),
        (
            "31.01.2024;Miete;-500,00;1.000,00\n01.02.2024;Lohn;700,00;1.700,00\n",
            "2024-01-31 -500.00|2024-02-01 700.00",
        ),
        ("sep=;\nDate;Amount\n2024-01-31;5.00 DR\n", "2024-01-31 -5.00"),
        ("Date,Amount\r2024-01-31,5\r2024-02-01,6\r", "2024-01-31 5.00|2024-02-01 6.00"),
    ] {
        assert_eq!(lines(&one(text).entries).join("|"), expected, "{text}");
    }
}

#[test]
fn titles_above_and_sums_below_are_no_entries() {
    let text = "Umsatzanzeige;;;\nKonto:;DE89 3704 0044 0532 0130 00;;\n\nBuchung;Auftraggeber/Empfänger;Verwendungszweck;Betrag;Währung\n\
        31.01.2024;Müller;a;-5,00;EUR\n\n01.02.2024;\"Groß; Klein\";\"b\nc\";6,00;EUR\n;;Summe;1,00;\nEndsaldo;;;1,00;EUR\n";
    let reading = read(text);
    assert_eq!(reading.problems, []);
    let statement = &reading.statements[0];
    assert_eq!(statement.account.as_deref(), Some("DE89370400440532013000"));
    assert_eq!(lines(&statement.entries), ["2024-01-31 -5.00", "2024-02-01 6.00"]);
    let second = &statement.entries[1];
    assert_eq!((second.line, second.payee.as_deref(), second.memo.as_str()), (7, Some("Groß; Klein"), "b c"));
    assert_eq!(statement.currency.as_deref(), Some("EUR"));
    let known = &reading.understanding;
    assert_eq!(
        (known.header_line, known.separator, known.decimal),
        (Some(4), Some(';'), Some(DecimalMark::Comma))
    );
    assert_eq!((known.dates, known.ambiguous), (Some(DateOrder::DayMonthYear), false));
    assert!(known.notes.iter().any(|note| note.starts_with("2 lines")), "{:?}", known.notes);
}

#[test]
fn the_whole_column_tells_the_order_of_day_and_month() {
    let row = |date: &str| format!("{date},-5.00\n");
    let many = "01/02/2024,-5.00\n".repeat(30_000);
    let late = one(&format!("Date,Amount\n{many}{}", row("13/02/2024")));
    assert_eq!(late.entries[0].date, day("2024-02-01"));
    let other = one(&format!("Date,Amount\n{many}{}", row("02/13/2024")));
    assert_eq!(other.entries[0].date, day("2024-01-02"));
    let open = read(&format!("Date,Amount\n{}{}", row("01/02/2024"), row("01/03/2024")));
    assert!(open.understanding.ambiguous);
    assert_eq!(open.understanding.alternatives[0].dates, DateOrder::MonthDayYear);
    // The bank's order tells, when the dates would jump about otherwise.
    let sorted =
        read(&format!("Date,Amount\n{}{}{}", row("01/12/2023"), row("01/01/2024"), row("02/01/2024")));
    assert_eq!(sorted.understanding.dates, Some(DateOrder::DayMonthYear));
}

#[test]
fn a_mapping_is_remembered_and_found_again_below_other_titles() {
    let first = read("Date,What,Amount\n2024-01-31,A,5.00\n");
    let mut mapping = first.understanding.mapping.unwrap();
    mapping.columns[1] = Role::Payee;
    mapping.negate = true;
    let json = serde_json::to_string(&mapping).unwrap();
    let mapping: Mapping = serde_json::from_str(&json).unwrap();
    let text = "My bank\n\nDATE , what,amount\n2024-02-01,B,7.00\n";
    let reading = statement::read("x.csv", text.as_bytes(), Some(&mapping)).unwrap();
    assert_eq!(lines(&reading.statements[0].entries), ["2024-02-01 -7.00"]);
    assert_eq!(reading.statements[0].entries[0].payee.as_deref(), Some("B"));
    assert!(!reading.understanding.ambiguous);
    let other = statement::read("x.csv", b"Date,Why,Amount\n2024-02-01,B,7.00\n", Some(&mapping)).unwrap();
    assert!(other.understanding.ambiguous, "another header");
}

#[test]
fn a_table_without_names_that_we_know_can_be_mapped_by_hand() {
    let text = "alpha,beta,gamma\nx,y,1\nx,z,2\n";
    let refused = statement::read("", text.as_bytes(), None).unwrap_err();
    assert!(refused.reason.contains("Choose the columns"), "{refused}");
    assert_eq!(refused.understanding.unwrap().preview.len(), 3);
    for nothing in [
        "",
        " \n",
        "just some words\nof a letter",
        "{\"a\": 1}",
        "<html><body>no</body></html>",
        "%PDF-1.7 x",
    ] {
        let refused = statement::read("x", nothing.as_bytes(), None).unwrap_err();
        assert!(refused.reason.contains("xport"), "{nothing}: {refused}");
    }
}

#[test]
fn problems_name_line_column_and_value() {
    let text = "Date,Note,Amount\n2024-01-31,a,1.00\n2024-02-30,b,2.00\n2024-02-01,c,3.00001\n2024-02-02,d\n2024-02-03,e, f,4.00\n\
        2024-02-04,g,12x\n2024-02-05,h,5.00\n";
    let reading = read(text);
    assert_eq!(lines(&reading.statements[0].entries), ["2024-01-31 1.00", "2024-02-05 5.00"]);
    let said: Vec<_> =
        reading.problems.iter().map(|p| (p.line, p.column.as_deref(), p.value.as_deref())).collect();
    assert_eq!(
        said,
        [
            (3, Some("Date"), Some("2024-02-30")),
            (4, Some("Amount"), Some("3.00001")),
            (5, None, None),
            (6, Some("row"), Some("2024-02-03,e, f,4.00")),
            (7, Some("Amount"), Some("12x")),
        ]
    );
}

#[test]
fn a_quote_that_is_never_closed_does_not_swallow_the_file() {
    let text =
        "Date,Note,Amount\n2024-01-31,\"a,1.00\n2024-02-01,b \"c\" d,2.00\n2024-02-02,\"e \"f\" g\",3.00\n";
    assert_eq!(lines(&one(text).entries), ["2024-01-31 1.00", "2024-02-01 2.00", "2024-02-02 3.00"]);
}

#[test]
fn every_column_finds_its_place() {
    let text = "Auftragskonto;Buchungstag;Valutadatum;Buchungstext;Verwendungszweck;Kundenreferenz (End-to-End);\
        Beguenstigter/Zahlungspflichtiger;Kontonummer/IBAN;Betrag;Waehrung;Info;Kategorie;Saldo\n\
        DE1;31.01.24;01.02.24;LASTSCHRIFT;Miete;E2E;Vermieter;DE77;-500,00;EUR;Umsatz vorgemerkt;Wohnen;1.000,00\n\
        DE2;01.02.24;01.02.24;GUTSCHRIFT;Lohn;;Firma;DE88;700,00;EUR;;;1.700,00\n";
    let reading = read(text);
    let [first, second] = reading.statements.as_slice() else { panic!("{reading:?}") };
    assert_eq!((first.account.as_deref(), second.account.as_deref()), (Some("DE1"), Some("DE2")));
    let entry = &first.entries[0];
    assert_eq!((entry.value_date, entry.code.as_deref()), (Some(day("2024-02-01")), Some("LASTSCHRIFT")));
    assert_eq!((entry.memo.as_str(), entry.end_to_end.as_deref()), ("Miete", Some("E2E")));
    assert_eq!((entry.payee.as_deref(), entry.counterparty.as_deref()), (Some("Vermieter"), Some("DE77")));
    assert_eq!((entry.category.as_deref(), entry.balance_after), (Some("Wohnen"), Some(money("1000"))));
    let pending = one("Date,Status,Amount\n2024-01-31,Pending,1.00\n2024-01-31,FAILED,2.00\n");
    assert_eq!((pending.entries.len(), pending.entries[0].status), (1, Status::Pending));
}

#[test]
fn a_hundred_thousand_lines_are_read_one_at_a_time() {
    let mut text = String::from("Date;Description;Amount\n");
    for at in 0..100_000 {
        text.push_str(&format!("{:02}.{:02}.2024;Payment {at};-{at},25\n", at % 28 + 1, at % 12 + 1));
    }
    let known = csv::survey(Cursor::new(&text)).unwrap();
    let mapping = known.mapping.unwrap();
    assert!(mapping.is_complete());
    let mut rows = csv::Rows::new(Cursor::new(&text), &mapping);
    let (count, sum) = rows
        .by_ref()
        .fold((0, 0_i64), |(count, sum), entry| (count + 1, sum + entry.unwrap().amount.units()));
    assert_eq!(
        (count, sum),
        (
            100_000,
            -49_999_750_000_000 / 10 * 10 + -(100_000 * 2_500) + 49_999_750_000_000 - 4_999_950_000 * 10_000
        )
    );
    assert_eq!(rows.notes(), Vec::<String>::new());
    assert_eq!(csv::understand(&text.as_bytes()[..256 * 1024]).mapping, Some(mapping));
}

#[test]
fn both_sides_and_both_dates_of_a_table_are_used() {
    let text = "Started Date;Completed Date;Zahlungspflichtige*r;Zahlungsempfänger*in;Verwendungszweck;Betrag (€)\n\
        2024-01-30;2024-01-31;Me;Shop;x;-5,00 €\n2024-02-01;;Boss;Me;y;2.000,00 €\n";
    let statement = one(text);
    assert_eq!(lines(&statement.entries), ["2024-01-31 -5.00", "2024-02-01 2000.00"]);
    let payees: Vec<_> = statement.entries.iter().map(|entry| entry.payee.as_deref()).collect();
    assert_eq!((payees, statement.currency.as_deref()), (vec![Some("Shop"), Some("Boss")], Some("EUR")));
}
