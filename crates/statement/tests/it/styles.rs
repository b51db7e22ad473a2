//! Amounts, dates and encodings in every style, read back exactly.
use base::Money;
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::{lines, money, read};

/// Digits in groups, written with this mark and separator.
fn written(units: i64, mark: char, group: &str, indian: bool) -> String {
    let text = Money::from_units(units.abs()).to_string();
    let (whole, fraction) = text.split_once('.').unwrap();
    let mut out = String::new();
    for (at, digit) in whole.chars().enumerate() {
        let left = whole.len() - at;
        let cut = if indian { left == 3 || (left > 3 && left % 2 == 1) } else { left % 3 == 0 };
        if at > 0 && cut {
            out.push_str(group);
        }
        out.push(digit);
    }
    format!("{out}{mark}{fraction}")
}

fn signed(text: &str, negative: bool, style: usize) -> String {
    match (negative, style % 7) {
        (false, 0) => format!("+{text}"),
        (false, 1) => format!("{text} CR"),
        (false, 2) => format!("€ {text}"),
        (false, _) => text.to_string(),
        (true, 0) => format!("{text}-"),
        (true, 1) => format!("({text})"),
        (true, 2) => format!("{text} DR"),
        (true, 3) => format!("−{text}"),
        (true, 4) => format!("-€{text}"),
        (true, 5) => format!("EUR -{text}"),
        (true, _) => format!("-{text}"),
    }
}

proptest! {
    #[test]
    fn amounts_in_any_style_are_read_back_exactly(
        units in prop::collection::vec(-9_000_000_000_000_i64..9_000_000_000_000, 1..8),
        style in 0..6_usize,
        sign in 0..7_usize,
    ) {
        let (mark, group, indian) =
            [('.', ",", false), (',', ".", false), (',', "\u{a0}", false), ('.', "'", false), ('.', ",", true), (',', " ", false)][style];
        // An amount with two decimals that tells the mark.
        let all: Vec<i64> = std::iter::once(12_500).chain(units).collect();
        let rows = all.iter().map(|units| format!("2024-01-31;{}\n", signed(&written(*units, mark, group, indian), *units < 0, sign)));
        let reading = read(&format!("Date;Amount\n{}", rows.collect::<String>()));
        prop_assert_eq!(&reading.problems, &vec![]);
        let found: Vec<i64> = reading.statements[0].entries.iter().map(|entry| entry.amount.units()).collect();
        prop_assert_eq!(found, all);
    }

    #[test]
    fn dates_in_any_style_are_read_back(days in prop::collection::vec(0..14_000_u64, 1..8), style in 0..8_usize) {
        let start = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap();
        // A day that tells the order.
        let days: Vec<NaiveDate> = days.into_iter().chain([30]).map(|day| start + Days::new(day)).collect();
        let format = ["%Y-%m-%d", "%d.%m.%Y", "%m/%d/%Y", "%d/%m/%Y", "%Y%m%d", "%d-%b-%Y", "%d.%m.%y", "%Y/%m/%d %H:%M:%S"][style];
        let rows: String = days.iter().map(|day| format!("{};1.00\n", day.and_hms_opt(1, 2, 3).unwrap().format(format))).collect();
        let reading = read(&format!("Date;Amount\n{rows}"));
        let found: Vec<NaiveDate> = reading.statements[0].entries.iter().map(|entry| entry.date).collect();
        prop_assert_eq!(found, days);
    }
}

#[test]
fn encodings_are_told_by_the_bytes() {
    let western = "Date,Payee,Amount\r\n2024-01-31,Café Zoë – 5 €,-12.34\r\n";
    let wide = |little: bool, mark: bool| -> Vec<u8> {
        let units = mark.then_some(0xfeff).into_iter().chain(western.encode_utf16());
        units.flat_map(|unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    };
    let padded = [western.as_bytes(), &[0; 64]].concat();
    let marked = ["\u{feff}", western].concat().into_bytes();
    let old = encoding_rs::WINDOWS_1252.encode(western).0.into_owned();
    let all = [
        western.as_bytes().to_vec(),
        padded,
        marked,
        old,
        wide(true, true),
        wide(true, false),
        wide(false, true),
        wide(false, false),
    ];
    for bytes in all {
        let reading = statement::read("x.csv", &bytes, None).unwrap();
        let entry = &reading.statements[0].entries[0];
        assert_eq!((entry.amount, entry.payee.as_deref()), (money("-12.34"), Some("Café Zoë – 5 €")));
    }
    for (text, encoding) in [
        ("日付,支払先,金額\n2024/01/31,東京電力,-1234\n", encoding_rs::SHIFT_JIS),
        ("日付,支払先,金額\n2024/01/31,東京電力,-1234\n", encoding_rs::EUC_JP),
        ("날짜,받는분,금액\n2024-01-31,서울전기,-1234\n", encoding_rs::EUC_KR),
        ("日期,收款人,金额\n2024-01-31,中国电信,-1234\n", encoding_rs::GB18030),
    ] {
        let reading = statement::read("x.csv", &encoding.encode(text).0, None).unwrap();
        assert_eq!(lines(&reading.statements[0].entries), ["2024-01-31 -1234.00"]);
        assert!(text.contains(reading.statements[0].entries[0].payee.as_deref().unwrap()));
    }
}
