//! Spreadsheets with loans and ratings.
use kernel::{archive, testing::Client};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

use crate::{
    files::{HEADER, counts, faults, form, posted},
    people::{MODULES, manager, opened, traces},
};

async fn loaded(client: &Client<'_>, book: &str, content: &[u8]) -> Value {
    posted(client, &format!("{book}/loans/bulk"), form("Tape.XLSX", content, &[])).await.expect(200)
}

fn tape() -> Vec<u8> {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("Notes").expect("a name").write(0, 0, "For the committee").expect("a cell");
    let sheet = book.add_worksheet();
    for (column, title) in (0..).zip(HEADER.split(',')) {
        sheet.write(2, column, title.replace('_', " ").to_uppercase()).expect("a title");
    }
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (row, id) in [(3, 1001.0), (4, 1002.0), (6, 1003.0)] {
        sheet.write(row, 0, id).expect("a cell");
        sheet.write(row, 1, "Müller, \"Söhne\" & Co").expect("a cell");
        sheet.write(row, 2, if row == 6 { -1.0 } else { 1_250_000.5 }).expect("a cell");
        sheet.write(row, 3, 5.125).expect("a cell");
        sheet.write(row, 4, "Steel").expect("a cell");
        let date = ExcelDateTime::from_ymd(2030, 6, 30).expect("a day");
        sheet.write_with_format(row, 5, &date, &day).expect("a cell");
        sheet.write(row, 6, "bbb+").expect("a cell");
        sheet.write(row, 7, "Performing").expect("a cell");
        sheet.write(row, 9, "2,5").expect("a cell");
    }
    book.save_to_buffer().expect("a file")
}

kernel::stories! { MODULES;
    async fn a_sheet_is_read_like_a_table(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let answer = loaded(&ann, &book, &tape()).await;
        // Rows count from the header; the empty one counts, and is no row.
        assert_eq!((counts(&answer), faults(&answer)), ([3, 2, 1], vec![(5, "Amount must be at least 0.0001".into())]));
        assert_eq!((&answer["encoding"], &answer["separator"]), (&json!("XLSX"), &Value::Null));
        let loan = ann.get(&format!("{book}/loans")).await.expect(200)["loans"][0].clone();
        assert_eq!((&loan["loan_id"], &loan["borrower"]), (&json!("1001"), &json!("Müller, \"Söhne\" & Co")));
        assert_eq!((&loan["amount"], &loan["rate"], &loan["maturity_date"]), (&json!("1250000.50"), &json!("5.125"), &json!("2030-06-30")));
        assert_eq!((&loan["debt_to_equity"], &loan["country"]), (&json!("2.50"), &Value::Null));
        let mut ratings = Workbook::new();
        let sheet = ratings.add_worksheet();
        sheet.write_row(0, 0, ["loan_id", "snapshot_date", "credit_rating"]).expect("titles");
        sheet.write_row(1, 0, ["1001", "2025-12-31", "A"]).expect("a row");
        let body = form("r.xlsx", &ratings.save_to_buffer().expect("a file"), &[]);
        assert_eq!(counts(&posted(&ann, &format!("{book}/ratings/bulk"), body).await.expect(200)), [1, 1, 0]);
    }

    async fn what_is_no_sheet_or_would_fill_the_memory_is_refused(house) {
        let ann = manager(house, "ann").await;
        let book = opened(&ann, "Book").await;
        let before = traces(house).await;
        let refused = async |content: Vec<u8>| {
            posted(&ann, &format!("{book}/loans/bulk"), form("a.xlsx", &content, &[])).await.refused(422)
        };
        assert!(refused(b"loan_id,amount".to_vec()).await.contains("is no spreadsheet"));
        let whole = tape();
        assert!(refused(whole[..whole.len() / 2].to_vec()).await.contains("is no spreadsheet"));
        let zip = |name: &str, content: Vec<u8>| archive::zip([(name.to_owned(), content)]).expect("an archive");
        assert!(refused(zip("a.txt", b"x".to_vec())).await.contains("is no spreadsheet"));
        let bomb = zip("xl/sharedStrings.xml", vec![b'<'; 160_000_000]);
        assert!(bomb.len() < 1_000_000);
        assert!(refused(bomb).await.contains("unpacks to more than"));
        assert!(refused(zip("xl/worksheets/sheet1.xml", vec![b'x'; 5_000_000])).await.contains("unpacks to more than"));
        let mut other = Workbook::new();
        other.add_worksheet().write(0, 0, "nothing").expect("a cell");
        assert!(refused(other.save_to_buffer().expect("a file")).await.contains("has no column loan_id"));
        assert_eq!(traces(house).await, before);
    }
}
