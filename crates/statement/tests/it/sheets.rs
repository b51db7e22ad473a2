use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::{lines, money};

fn read(book: &mut Workbook) -> statement::Reading {
    statement::read("x.xlsx", &book.save_to_buffer().unwrap(), None).unwrap()
}

#[test]
fn the_first_sheet_with_a_table_is_read() {
    let mut book = Workbook::new();
    book.add_worksheet().write(0, 0, "Welcome").unwrap();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "My account").unwrap();
    for (at, name) in ["Buchungstag", "Verwendungszweck", "Betrag", "Saldo"].iter().enumerate() {
        sheet.write(2, at as u16, *name).unwrap();
    }
    let style = Format::new().set_num_format("dd.mm.yyyy");
    let day = ExcelDateTime::from_ymd(2024, 1, 31).unwrap();
    sheet.write_with_format(3, 0, &day, &style).unwrap();
    sheet.write(3, 1, "Rent").unwrap();
    sheet.write(3, 2, -0.1 - 0.2).unwrap();
    sheet.write(3, 3, 1234.567).unwrap();
    sheet.write(4, 0, "01.02.2024").unwrap();
    sheet.write(4, 2, "1.234,56").unwrap();
    let reading = read(&mut book);
    assert_eq!(reading.problems, []);
    let entries = &reading.statements[0].entries;
    assert_eq!(lines(entries), ["2024-01-31 -0.30", "2024-02-01 1234.56"]);
    assert_eq!((entries[0].line, entries[0].balance_after), (4, Some(money("1234.567"))));
}

#[test]
fn what_is_no_spreadsheet_is_refused() {
    for bytes in [&b"PK\x03\x04nonsense"[..], &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 9]] {
        let refused = statement::read("x.xlsx", bytes, None).unwrap_err();
        assert!(refused.reason.contains("broken"), "{refused}");
    }
    let mut book = Workbook::new();
    book.add_worksheet();
    assert!(statement::read("", &book.save_to_buffer().unwrap(), None).unwrap_err().reason.contains("empty"));
}
