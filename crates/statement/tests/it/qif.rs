use statement::{AccountKind, DateOrder, Mapping};

use crate::{day, lines, money, one, read};

#[test]
fn four_styles_of_dates_are_told_apart() {
    for (dates, read) in [
        ("D1/31/98 D12/ 1/98", "1998-01-31 1998-12-01"),
        ("D31.1.1998 D1.12.1998", "1998-01-31 1998-12-01"),
        ("D1998-01-31 D1998-12-01", "1998-01-31 1998-12-01"),
        ("D1/31'04 D12/ 1' 4", "2004-01-31 2004-12-01"),
        ("D31/01/98 D01/12/98", "1998-01-31 1998-12-01"),
    ] {
        let records: Vec<String> =
            dates.split(" D").map(|d| format!("D{}\nT1\n^\n", d.trim_start_matches('D'))).collect();
        let statement = one(&format!("!Type:Bank\n{}", records.concat()));
        let found: Vec<String> = statement.entries.iter().map(|entry| entry.date.to_string()).collect();
        assert_eq!(found.join(" "), read, "{dates}");
    }
}

#[test]
fn an_order_that_nothing_tells_is_a_guess_that_can_be_changed() {
    let text = "!Type:Bank\nD03/04/10\nT-379.00\n^\nD03/04/10\nT1,000\n^\n";
    let reading = read(text);
    assert!(reading.understanding.ambiguous);
    assert_eq!(lines(&reading.statements[0].entries), ["2010-03-04 -379.00", "2010-03-04 1000.00"]);
    let other: &Mapping = &reading.understanding.alternatives[0];
    assert_eq!(other.dates, DateOrder::DayMonthYear);
    let changed = statement::read("", text.as_bytes(), Some(other)).unwrap();
    assert_eq!(changed.statements[0].entries[0].date, day("2010-04-03"));
    assert!(!changed.understanding.ambiguous);
}

#[test]
fn accounts_splits_and_transfers_are_read() {
    let text = "!Option:AutoSwitch\n!Account\nNGiro\nTBank\n/31.1.2024\n$-1.234,50\n^\nNCard\nTCCard\n^\n!Clear:AutoSwitch\n\
        !Account\nNGiro\nTBank\n^\n!Type:Bank\nD30.1.2024\nT-1.234,50\nN12\nPShop\nMstuff\nLFood:Sweet\nSFood:Sweet\nEa\n$-1.234,00\n\
        S[Card]\n$-0,50\n^\nD31.1.2024\nT-5,00\nL[Card]\n!Account\nNCard\nTCCard\n^\n!Type:CCard\nD31.1.2024\nT5,00\nL[Giro]\n^\n\
        !Account\nNGiro\n^\n!Type:Bank\nD31.1.2024\nT1,00\n^\n!Type:Cat\nNFood\nE\n^\n";
    let reading = read(text);
    assert_eq!(reading.problems, []);
    let [giro, card] = reading.statements.as_slice() else { panic!("{reading:?}") };
    assert_eq!(lines(&giro.entries), ["2024-01-30 -1234.50", "2024-01-31 -5.00", "2024-01-31 1.00"]);
    assert_eq!((giro.account.as_deref(), giro.kind), (Some("Giro"), Some(AccountKind::Checking)));
    assert_eq!(giro.closing.map(|b| b.amount), Some(money("-1234.50")));
    assert_eq!(
        (card.kind, card.entries[0].transfer_to.as_deref()),
        (Some(AccountKind::CreditCard), Some("Giro"))
    );
    let first = &giro.entries[0];
    assert_eq!(
        (first.line, first.number.as_deref(), first.category.as_deref()),
        (17, Some("12"), Some("Food:Sweet"))
    );
    let parts: Vec<_> =
        first.splits.iter().map(|s| (s.category.as_deref(), s.transfer_to.as_deref(), s.amount)).collect();
    assert_eq!(parts, [(Some("Food:Sweet"), None, money("-1234")), (None, Some("Card"), money("-0.5"))]);
}

#[test]
fn deals_in_securities_are_read_for_their_cash() {
    let deal = |action: &str| format!("D1/31/24\nN{action}\nYACME\nT1,000.25\n^\n");
    let text = format!(
        "!Type:Invst\n{}{}{}{}{}",
        deal("Buy"),
        deal("SellX"),
        deal("Div"),
        deal("ReinvDiv"),
        deal("Zap")
    );
    let reading = read(&text);
    assert_eq!(
        lines(&reading.statements[0].entries),
        ["2024-01-31 -1000.25", "2024-01-31 1000.25", "2024-01-31 1000.25"]
    );
    assert_eq!(reading.problems.len(), 1);
    assert_eq!((reading.problems[0].line, reading.problems[0].value.as_deref()), (22, Some("Zap")));
}

#[test]
fn what_can_t_be_read_is_said_with_its_line() {
    let reading = read(
        "!Type:Bank\n^\nD1/32/24\nT1\n^\nD1/31/24\nTx\n^\n\nD1/31/24\nPp\n^\nT5\n^\nD1/31/24\nT1.00005\n^\nD1/30/24\nT2",
    );
    assert_eq!(reading.problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 6, 10, 13, 15]);
    assert_eq!(lines(&reading.statements[0].entries), ["2024-01-30 2.00"]);
}
