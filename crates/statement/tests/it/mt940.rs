use statement::Status;

use crate::{day, lines, money, one, read};

fn with(bookings: &str) -> statement::Statement {
    one(&format!(
        ":20:X\r\n:25:10020030/1234567\r\n:28C:5/1\r\n:60F:C231230EUR100,\r\n{bookings}\r\n:62F:C240105EUR1,5\r\n-"
    ))
}

#[test]
fn marks_dates_and_references_are_read() {
    let statement = with(
        ":61:2312290102DR9,49N426NONREF//B1\r\n:61:240103RC5,NTRFORDER 7//B2\r\nmore\r\n:61:2401030103RD,50NMSC\r\n\
         :61:240104cn1234,5S051\r\n:61:2401040104EC7,NTRFNONREF",
    );
    assert_eq!(
        (statement.bank.as_deref(), statement.account.as_deref()),
        (Some("10020030"), Some("1234567"))
    );
    assert_eq!(statement.opening.map(|b| (b.date, b.amount)), Some((day("2023-12-30"), money("100"))));
    assert_eq!(statement.closing.map(|b| b.amount), Some(money("1.50")));
    let expected =
        ["2024-01-02 -9.49", "2024-01-03 -5.00", "2024-01-03 0.50", "2024-01-04 1234.50", "2024-01-04 7.00"];
    assert_eq!(lines(&statement.entries), expected);
    let [first, second, .., last] = statement.entries.as_slice() else { panic!() };
    assert_eq!(
        (first.line, first.value_date, first.reference.as_deref()),
        (5, Some(day("2023-12-29")), Some("B1"))
    );
    assert_eq!((second.end_to_end.as_deref(), second.code.as_deref()), (Some("ORDER 7"), Some("NTRF")));
    assert_eq!((second.memo.as_str(), last.status), ("more", Status::Pending));
}

#[test]
fn details_in_all_their_styles_are_read() {
    let statement = with(
        ":61:2401020102D1,NTRFNONREF\r\n:86:177?00SEPA?20EREF+E-1KREF+K?21SVWZ+Rent Jan?22uary 2024ABWA+Fa?23mily\r\n?30BANK?31DE02?32Ann\
         ?33a Lee\r\n:61:2401020102D1,NTRFNONREF\r\n:86:/TRTP/SEPA/IBAN/NL91ABNA0417164300/BIC/ABNANL2A/NAME/J. Doe/REMI/Invoice 1/2\r\n\
         /EREF/NOTPROVIDED\r\n:61:2401020102D1,N012NONREF\r\n:86:/CNTP/NL91ABNA0417164300/ABNANL2A/Shop BV///REMI/USTD//Order 9/\r\n\
         :61:2401020102D1,N0440121470966      W. Jansen\r\n:86:one\r\n:86:two\r\n:61:2401020102D1,NMSCNONREF\r\n\
         :86:000>100123456789>20ALL>21 THAT>310390123456",
    );
    let said: Vec<_> = statement
        .entries
        .iter()
        .map(|e| (e.payee.as_deref(), e.counterparty.as_deref(), e.memo.as_str(), e.end_to_end.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (Some("Anna Lee"), Some("DE02"), "Rent January 2024", Some("E-1")),
            (Some("J. Doe"), Some("NL91ABNA0417164300"), "Invoice 1/2", None),
            (Some("Shop BV"), Some("NL91ABNA0417164300"), "Order 9", None),
            (Some("W. Jansen"), Some("121470966"), "one two", None),
            (None, Some("0390123456"), "ALL THAT", None),
        ]
    );
}

#[test]
fn envelopes_pages_and_mt942_are_read() {
    let text = "{1:F01BANK}{2:I940}{4:\r\n:20:A\r\n:25:NL91ABNA0417164300 EUR\r\n:60F:D240101EUR5,00\r\n:62M:C240102EUR1,00\r\n-}{5:}\r\n\
        {1:F01BANK}{4::20:B\r\n:25:1291.99.348EUR\r\n:34F:EURD0,\r\n:61:240103C2,00NTRFNONREF\r\n:90D:1EUR2,\r\n-}";
    let reading = read(text);
    assert_eq!(reading.problems, []);
    let accounts: Vec<_> =
        reading.statements.iter().map(|s| (s.account.as_deref(), s.currency.as_deref())).collect();
    assert_eq!(accounts, [(Some("NL91ABNA0417164300"), Some("EUR")), (Some("1291.99.348"), Some("EUR"))]);
    assert_eq!(reading.statements[0].opening.map(|b| b.amount), Some(money("-5")));
    assert_eq!(lines(&reading.statements[1].entries), ["2024-01-03 2.00"]);
}

#[test]
fn what_can_t_be_read_is_said_with_its_line() {
    let text = ":20:A\n:25:1\n:60F:X240101EUR1,\n:61:2413450102D1,NTRFA\n:61:notadate\n:61:240102X1,NTRFA\n:61:240102D1,23456NTRFA\n\
        :61:2402300228C3,NTRFA\n:62F:C240101EUR1,\n";
    let reading = read(text);
    assert_eq!(reading.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 5, 6, 7]);
    // A 30th of February is a value date of German banks; the booking date is one that exists.
    assert_eq!(lines(&reading.statements[0].entries), ["2024-01-02 -1.00", "2024-02-28 3.00"]);
}

#[test]
fn bookings_that_miss_the_closing_balance_are_told() {
    let reading = read(":20:A\n:25:1\n:60F:C240101EUR1,\n:61:240102D1,NTRFA\n:62F:C240102EUR5,\n");
    assert!(
        reading.understanding.notes[0].contains("lead to a balance of 0.00"),
        "{:?}",
        reading.understanding.notes
    );
}
