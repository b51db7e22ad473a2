//! From the lines of a row to an item, with its arithmetic.

use reading::Word;

use super::body::{Body, Info};
use super::columns;
use super::figure::{self, Number, Style};
use super::grid::{Row, joined};
use super::header::Column;
use super::heads::Head;
use super::sums::Sort;
use crate::arithmetic::share;
use crate::found::Line;

/// An item, and whether its own arithmetic holds.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub line: Line,
    /// What the sum of the rows is made of.
    pub sum: i64,
    pub proved: bool,
    /// With a number of its own in the column of positions.
    pub numbered: bool,
}

/// All items of a body.
pub(super) fn items(rows: &[Row], body: &Body, style: Style) -> Vec<Item> {
    let owners = super::owners::owners(rows, body);
    let mut found: Vec<Item> = Vec::new();
    for (nth, anchor) in body.anchors.iter().enumerate() {
        let mine: Vec<usize> = (0..owners.len()).filter(|line| owners[*line] == Some(nth)).collect();
        let info = &body.lines[*anchor];
        let Some(sum) = super::body::slot(info, body.sum) else { continue };
        if info.sort == Some(Sort::Adjustment) && !info.item {
            if let Some(last) = found.last_mut() {
                adjust(last, sum.value);
            }
            continue;
        }
        let mut line = read(rows, body, &mine, *anchor, style);
        let area = mine.iter().map(|line| rows[body.lines[*line].at].area);
        line.area = area.reduce(|whole, next| whole.union(&next)).unwrap_or_default();
        line.page = u32::try_from(rows[info.at].page).unwrap_or(u32::MAX);
        let proved = prove(&mut line, sum.value, info, body);
        let numbered =
            numbered(body, info) || info.partner.is_some_and(|half| numbered(body, &body.lines[half]));
        found.push(Item { line, sum: sum.value, proved, numbered });
    }
    found
}

/// A discount or surcharge below an item: part of its total where the arithmetic says so, else of the sum of the rows.
fn adjust(item: &mut Item, amount: i64) {
    let (Some(quantity), Some(price)) = (item.line.quantity, item.line.unit_price) else { return };
    let whole = product(quantity, price);
    let before = if item.proved { 0 } else { item.line.discount.unwrap_or(0) };
    let off = before.saturating_sub(amount);
    if item.proved {
        item.sum = item.sum.saturating_add(amount);
    } else {
        item.line.discount = Some(off);
        item.proved = (whole - off).abs_diff(item.sum) <= 100;
    }
}

/// Whether the line has a number in the column of positions.
fn numbered(body: &Body, info: &Info) -> bool {
    info.numbers.iter().any(|(_, _, at)| body.columns[*at].head == Head::Position)
}

/// Reads the columns of one row.
fn read(rows: &[Row], body: &Body, mine: &[usize], anchor: usize, style: Style) -> Line {
    let mut line = Line::default();
    let mut text: Vec<String> = Vec::new();
    // The row's own line speaks first, then those around it.
    let partner = body.lines[anchor].partner;
    let others = mine.iter().copied().filter(|at| *at != anchor && Some(*at) != partner);
    for at in std::iter::once(anchor).chain(partner).chain(others) {
        let own = at == anchor || body.lines[anchor].partner == Some(at);
        let info = &body.lines[at];
        let zones = zones(rows, body, info);
        for (column, words) in body.columns.iter().zip(&zones) {
            fill(&mut line, column, words, style, own);
        }
    }
    for at in mine {
        let words = description(rows, body, &body.lines[*at]);
        if !words.is_empty() {
            text.push(joined(&words));
        }
    }
    line.description = text.join("\n");
    line
}

/// The words of a line by column; words that run on from the description stay with it.
fn zones<'a>(rows: &[Row<'a>], body: &Body, info: &Info) -> Vec<Vec<&'a Word>> {
    let mut zones: Vec<Vec<&Word>> = vec![Vec::new(); body.columns.len()];
    let words = &rows[info.at].words;
    let mut at: Vec<usize> = words.iter().map(|word| columns::of(&body.columns, word)).collect();
    // The thousands of "1 234,56" stand where the rest of it does.
    for place in (1..words.len()).rev() {
        if at[place - 1] + 1 == at[place] && columns::groups(words[place - 1], words[place]) {
            at[place - 1] = at[place];
        }
    }
    for (word, column) in words.iter().zip(at) {
        zones[column].push(word);
    }
    zones
}

fn description<'a>(rows: &[Row<'a>], body: &Body, info: &Info) -> Vec<&'a Word> {
    let named = body.columns.iter().position(|column| column.head == Head::Text);
    let other = || body.columns.iter().position(|column| column.head == Head::Other);
    let Some(column) =
        named.or_else(other).or_else(|| body.columns.iter().position(|column| !column.head.numeric()))
    else {
        return rows[info.at]
            .words
            .iter()
            .copied()
            .take_while(|word| word.text.chars().any(char::is_alphabetic))
            .collect();
    };
    let mut found: Vec<&Word> = Vec::new();
    for word in &rows[info.at].words {
        let at = columns::of(&body.columns, word);
        let follows = found.last().is_some_and(|last| word.area.x0 - last.area.x1 < 0.5 * word.size.max(4.0));
        let words = word.text.chars().any(char::is_alphabetic);
        // Long text runs into the next column without a gap.
        if at == column
            || (follows
                && words
                && at > column
                && !matches!(body.columns[at].head, Head::Unit | Head::Quantity))
        {
            found.push(word);
        }
    }
    found
}

fn fill(line: &mut Line, column: &Column, words: &[&Word], style: Style, own: bool) {
    if words.is_empty() {
        return;
    }
    let number = columns::numbers(words, style).into_iter().map(|(number, _)| number).next_back();
    match column.head {
        Head::Quantity if line.quantity.is_none() => quantity(line, words, style),
        Head::Unit if line.unit.is_none() && own => line.unit = Some(joined(words)),
        Head::Price if line.unit_price.is_none() => {
            line.unit_price = number.filter(|number| !number.percent).map(|number| number.value);
        }
        Head::Discount if line.discount.is_none() && own => {
            line.discount = number.filter(|number| !number.percent).map(|number| number.value);
        }
        Head::Rate | Head::Tax | Head::Cgst | Head::Sgst | Head::Igst | Head::Cess if own => {
            tax(line, column, words, style)
        }
        Head::Hsn if line.hsn.is_none() => {
            let digits = |word: &&&Word| word.text.bytes().filter(u8::is_ascii_digit).count() >= 4;
            line.hsn = words.iter().find(digits).map(|word| word.text.clone());
        }
        Head::Code if line.code.is_none() && own => line.code = Some(joined(words)),
        Head::Net if own => line.net = number.filter(|number| !number.percent).map(|number| number.value),
        Head::Total if own => line.total = number.filter(|number| !number.percent).map(|number| number.value),
        _ => {}
    }
}

/// "20 Stk", "2x", "1,5h".
fn quantity(line: &mut Line, words: &[&Word], style: Style) {
    if let Some((number, at)) = columns::numbers(words, style).into_iter().find(|(number, _)| !number.percent)
    {
        line.quantity = Some(number.value);
        let unit: Vec<&Word> = words[at + 1..]
            .iter()
            .copied()
            .filter(|word| word.text.chars().any(char::is_alphabetic))
            .take(2)
            .collect();
        if line.unit.is_none() && !unit.is_empty() {
            line.unit = Some(joined(&unit));
        }
        return;
    }
    for word in words {
        let cut =
            word.text.find(|letter: char| letter.is_alphabetic() || letter == '×').unwrap_or(word.text.len());
        let (head, unit) = word.text.split_at(cut);
        if let Some(number) = figure::parse(head, style).filter(|_| !unit.is_empty()) {
            line.quantity = Some(number.value);
            if line.unit.is_none() && !matches!(unit, "x" | "X" | "×") {
                line.unit = Some(unit.to_owned());
            }
            return;
        }
    }
}

fn tax(line: &mut Line, column: &Column, words: &[&Word], style: Style) {
    let halves = matches!(column.head, Head::Cgst | Head::Sgst);
    for (number, _) in columns::numbers(words, style) {
        let is_rate = number.percent
            || column.percent
            || (matches!(column.head, Head::Rate) && !number.money && number.value.abs() <= 1_000_000);
        if is_rate {
            let before = if halves { line.rate.unwrap_or(0) } else { 0 };
            line.rate = Some(before + number.value);
        } else {
            line.tax = Some(line.tax.unwrap_or(0).saturating_add(number.value));
        }
    }
}

/// Checks quantity × price = sum, looking for other numbers of the row where the columns' do not give it.
fn prove(line: &mut Line, sum: i64, info: &Info, body: &Body) -> bool {
    if line.total.is_none() && line.net.is_none() {
        line.total = Some(sum);
    }
    let target = line.net.unwrap_or(sum);
    if let (Some(quantity), Some(price)) = (line.quantity, line.unit_price) {
        for goal in [target, sum] {
            if holds(quantity, price, goal) {
                return true;
            }
        }
        let whole = product(quantity, price);
        let percent = info
            .numbers
            .iter()
            .filter(|(number, _, at)| body.columns[*at].head == Head::Discount || number.percent);
        for (number, ..) in percent {
            let off = share(whole, number.value, 1);
            if [target, sum].iter().any(|goal| (whole - off).abs_diff(*goal) <= 100) {
                line.discount = Some(off);
                return true;
            }
        }
        if line.discount.is_some_and(|off| (whole - off.abs()).abs_diff(target) <= 100) {
            return true;
        }
    }
    let counts = |head: Head| {
        matches!(
            head,
            Head::Quantity
                | Head::Price
                | Head::Unit
                | Head::Other
                | Head::Text
                | Head::Discount
                | Head::Rate
        )
    };
    let plain: Vec<&(Number, usize, usize)> = info
        .numbers
        .iter()
        .filter(|(number, _, at)| !number.percent && *at != body.sum && counts(body.columns[*at].head))
        .collect();
    for (place, (quantity, ..)) in plain.iter().enumerate() {
        for (price, ..) in plain.iter().skip(place + 1) {
            let trivial =
                quantity.value == 10_000 && !quantity.amount() && place > 0 && line.quantity.is_some();
            if !trivial && quantity.value != 0 && holds(quantity.value, price.value, target) && target != 0 {
                let count_first = match quantity.decimals.cmp(&price.decimals) {
                    _ if quantity.money != price.money => price.money,
                    std::cmp::Ordering::Equal => !price_first(body),
                    order => order.is_lt(),
                };
                let (quantity, price) = if count_first { (quantity, price) } else { (price, quantity) };
                line.quantity = Some(quantity.value);
                line.unit_price = Some(price.value);
                return true;
            }
        }
    }
    false
}

/// Whether the head names the price before the quantity.
fn price_first(body: &Body) -> bool {
    let at = |head: Head| body.columns.iter().position(|column| column.head == head);
    at(Head::Price).zip(at(Head::Quantity)).is_some_and(|(price, quantity)| price < quantity)
}

fn product(quantity: i64, price: i64) -> i64 {
    i64::try_from(i128::from(quantity) * i128::from(price) / 10_000).unwrap_or(i64::MAX)
}

/// Within one hundredth, or within what the decimals that are not printed can make.
fn holds(quantity: i64, price: i64, sum: i64) -> bool {
    let whole = product(quantity, price);
    whole.abs_diff(sum) <= 100 || whole.saturating_neg().abs_diff(sum) <= 100
        // A price for a hundred or for a thousand.
        || (sum.abs() > 10_000 && [100, 1_000].iter().any(|per| (whole / per).abs_diff(sum) <= 60))
}
