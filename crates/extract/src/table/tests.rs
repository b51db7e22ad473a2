//! Tables drawn with a typewriter: one letter is six points wide, one line fourteen high.

use proptest::prelude::*;
use reading::{Area, Document, Page, Source, Word};

use super::*;

fn page(text: &str) -> Page {
    let mut words = Vec::new();
    for (nth, line) in text.lines().enumerate() {
        let letters: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < letters.len() {
            if letters[at] == ' ' {
                at += 1;
                continue;
            }
            let end = (at..letters.len()).find(|end| letters[*end] == ' ').unwrap_or(letters.len());
            let area = Area {
                x0: 40.0 + at as f32 * 6.0,
                x1: 40.0 + end as f32 * 6.0,
                y0: 50.0 + nth as f32 * 14.0,
                y1: 60.0 + nth as f32 * 14.0,
            };
            let text = letters[at..end].iter().collect();
            words.push(Word { text, area, size: 10.0, bold: false, confidence: 1.0 });
            at = end;
        }
    }
    Page { width: 800.0, height: 842.0, words, rules: Vec::new(), codes: Vec::new(), source: Source::Text }
}

fn tables(pages: &[&str]) -> Tables {
    read(&Document { pages: pages.iter().map(|text| page(text)).collect(), ..Document::default() })
}

/// Description, quantity and total of every line, in hundredths.
fn short(tables: &Tables) -> Vec<(String, Option<i64>, Option<i64>)> {
    let line = |line: &Line| {
        let cents = |value: Option<i64>| value.map(|value| value / 100);
        (line.description.replace('\n', " "), cents(line.quantity), cents(line.total.or(line.net)))
    };
    tables.lines.iter().map(line).collect()
}

fn row(text: &str, quantity: i64, total: i64) -> (String, Option<i64>, Option<i64>) {
    (text.to_owned(), Some(quantity), Some(total))
}

#[test]
fn names_wrap_and_totals_end_the_table() {
    let found = tables(&["\
Invoice 12

Pos  Description                 Qty    Unit price      Amount
1    Garden chair                  2         45.00       90.00
     teak, folding
2    Parasol                       1        120.00      120.00

     Subtotal                                           210.00
     VAT 20 %                                            42.00
     Total                                              252.00"]);
    assert_eq!(short(&found), [row("Garden chair teak, folding", 200, 9_000), row("Parasol", 100, 12_000)]);
    assert_eq!(found.lines[0].unit_price, Some(450_000));
    assert!(found.proved);
}

#[test]
fn a_head_of_two_lines_and_a_sum_carried_to_the_next_page() {
    let found = tables(&[
        "\
Artikel-  Bezeichnung            Menge        Einzelpreis      Gesamt
nummer                                                EUR         EUR
A1        Brett Eiche             2 Stk             10,00       20,00
A2        Schrauben               5 Pkg              3,00       15,00
          Übertrag                                              35,00",
        "\
Rechnung 7                                                   Seite 2

Artikel-  Bezeichnung            Menge        Einzelpreis      Gesamt
nummer                                                EUR         EUR
          Übertrag                                              35,00
A3        Leim                    1 Stk              5,00        5,00
          Nettobetrag                                           40,00",
    ]);
    assert_eq!(
        short(&found),
        [row("Brett Eiche", 200, 2_000), row("Schrauben", 500, 1_500), row("Leim", 100, 500)]
    );
    assert_eq!(found.lines[1].unit.as_deref(), Some("Pkg"));
    assert_eq!((found.lines[2].page, found.proved), (1, true));
}

#[test]
fn halves_of_a_gst_are_not_items_and_percent_is_no_amount() {
    let found = tables(&["\
Sl  Description         HSN      Qty     Rate    Taxable      CGST              SGST             Total
                                                   Value   Rate      Amt    Rate      Amt
1   Steel bolts M8      7318      10    50.00     500.00    9%     45.00     9%     45.00       590.00
2   Washers             7318     100     1.00     100.00    9%      9.00     9%      9.00       118.00
    Total                                         600.00           54.00            54.00       708.00"]);
    assert_eq!(short(&found), [row("Steel bolts M8", 1_000, 59_000), row("Washers", 10_000, 11_800)]);
    let line = &found.lines[0];
    assert_eq!(
        (line.hsn.as_deref(), line.net, line.rate, line.tax),
        (Some("7318"), Some(5_000_000), Some(180_000), Some(900_000))
    );
}

#[test]
fn a_table_of_taxes_is_evidence_and_no_item() {
    let found = tables(&["\
Omschrijving             Aantal      Prijs      Bedrag
Lamp                          2      50,00      100,00
Boek                          1      20,00       20,00

BTW %        Grondslag       BTW bedrag
21 %            100,00            21,00
9 %              20,00             1,80
Te betalen      142,80"]);
    assert_eq!(found.lines.len(), 2);
    let taxes: Vec<_> = found.taxes.iter().map(|tax| (tax.rate, tax.base, tax.amount)).collect();
    assert_eq!(
        taxes,
        [(Some(210_000), Some(1_000_000), Some(210_000)), (Some(90_000), Some(200_000), Some(18_000))]
    );
}

#[test]
fn a_discount_below_an_item_belongs_to_it() {
    let found = tables(&["\
Description              Qty      Price      Discount       Total
Service plan              10     100.00          10 %      900.00
Callout                    1      60.00                     60.00
Discount                                                   -10.00
Total                                                      950.00"]);
    assert_eq!(short(&found), [row("Service plan", 1_000, 90_000), row("Callout", 100, 6_000)]);
    assert_eq!(found.lines[0].discount, Some(1_000_000));
    assert!(found.proved);
}

#[test]
fn a_receipt_has_no_head() {
    let found = tables(&["\
CORNER STORE
Milk 2L
   2 x 1.45              2.90
Bread                    1.20
TOTAL                    4.10
CASH                     5.00"]);
    assert_eq!(short(&found), [row("Milk 2L", 200, 290), ("Bread".to_owned(), None, Some(120))]);
    assert_eq!(found.lines[0].unit_price, Some(14_500));
}

#[test]
fn parts_of_a_row_without_a_number_are_not_counted_twice() {
    let found = tables(&["\
#   Description              Qty      Price       Total
1   Messages                   1     175.00      175.00
    First 1000              1000       0.10      100.00
    Next 500                 500       0.15       75.00
2   Setup                      1      25.00       25.00
Total                                            200.00"]);
    assert_eq!(found.lines.len(), 2, "{:?}", short(&found));
}

#[test]
fn groups_of_thousands_may_be_words_of_their_own() {
    let found = tables(&["\
Benämning               Antal     À-pris        Belopp
Konsultarbete              12   1 150,00     13 800,00
Resa                        1     200,00        200,00
Summa                                        14 000,00"]);
    assert_eq!(short(&found), [row("Konsultarbete", 1_200, 1_380_000), row("Resa", 100, 20_000)]);
    assert!(found.proved);
}

#[test]
fn a_letter_has_no_table() {
    let found = tables(&["Dear Sir,\nthe price of 12.50 was agreed on 3 May.\nTotal nonsense 4.00"]);
    assert_eq!(found, Tables::default());
    assert_eq!(tables(&[]), Tables::default());
}

proptest! {
    #[test]
    fn any_words_anywhere_are_survived(
        words in proptest::collection::vec(
            ("[A-Za-z]{1,9}|[0-9]{1,4}[.,][0-9]{2}|Qty|Price|Total|Description|Amount|[0-9 %€.,-]{1,6}", 0.0_f32..600.0, 0.0_f32..800.0),
            0..60,
        ),
    ) {
        let words = words.into_iter().map(|(text, x, y)| Word {
            area: Area { x0: x, x1: x + 6.0 * text.len() as f32, y0: y, y1: y + 10.0 },
            text, size: 10.0, bold: false, confidence: 1.0,
        }).collect();
        let page = Page { words, ..page("") };
        read(&Document { pages: vec![page], ..Document::default() });
    }

    #[test]
    fn any_table_of_items_is_read(rows in proptest::collection::vec((1_i64..99, 1_i64..99_999), 1..20)) {
        let money = |cents: i64| format!("{}.{:02}", cents / 100, cents % 100);
        let mut text = String::from("Item            Qty      Price        Total\n");
        for (nth, (quantity, price)) in rows.iter().enumerate() {
            let name = format!("Thing{}", char::from(b'a' + (nth % 26) as u8));
            text += &format!("{name:<14}{quantity:>5}{:>11}{:>13}\n", money(*price), money(quantity * price));
        }
        let sum: i64 = rows.iter().map(|(quantity, price)| quantity * price).sum();
        text += &format!("{:<14}{:>29}\n", "Total", money(sum));
        let found = tables(&[&text]);
        prop_assert!(found.proved);
        let read: Vec<_> = found.lines.iter().map(|line| (line.quantity, line.total)).collect();
        let want: Vec<_> = rows.iter().map(|(quantity, price)| (Some(quantity * 10_000), Some(quantity * price * 100))).collect();
        prop_assert_eq!(read, want);
    }
}
