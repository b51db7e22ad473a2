//! Each field by its labels, its place and its form.

mod accents;
mod bank;
mod certain;
mod clause;
pub mod context;
mod date;
mod document;
mod due;
mod evidence;
mod ids;
mod judge;
mod learned;
mod legal;
mod mended;
mod name;
mod number;
mod party;
mod pick;
mod picture;
mod proven;
mod rated;
mod seller;
mod sender;
mod stamp;
mod till;
mod totals;
mod trade;
mod trust;
mod whole;
mod window;
mod words;

use context::Context;
use party::Side;
use totals::Totals;

use crate::{
    Hints,
    arithmetic::Proof,
    found::{Found, Party, Reading, TaxId},
    labels::Class,
    table::Tables,
    values::Order,
};

/// Reads all fields but the items.
pub fn read(context: &Context<'_>, hints: &Hints, tables: &Tables) -> Reading {
    let regions = party::regions(context);
    let language = document::language(context);
    let (seller_ids, buyer_ids) = ids::tax_ids(context, &regions);
    let countries = countries(context, &seller_ids, hints);
    let currency = document::currency(context, &countries, language.as_deref());
    let code = currency.as_ref().map(|c| c.value.as_str());
    let mut order = date::order(context, code, language.as_deref());
    if let Some(day_first) = hints.day_first.filter(|_| order.1) {
        order = (if day_first { Order::DayFirst } else { Order::MonthFirst }, false);
    }
    let kind = document::kind(context);
    let date = date::issued(context, order, kind);
    let due_date = due::due(context, order, kind, date.as_ref());
    let buyer_name = seller::buyer(context, &regions);
    let seller_name = seller::seller(context, &regions, buyer_name.as_ref());
    let buyer_name = buyer_name
        .filter(|b| seller_name.as_ref().is_none_or(|s| name::core(&s.value) != name::core(&b.value)));
    let totals = totals::totals(context, document::minor(code), tables);
    let bank = bank::bank(context, &regions);
    let mut reading = Reading {
        kind,
        language,
        number: number::invoice(context, kind),
        date,
        due_date,
        currency,
        seller: party(context, &regions, Side::Seller, seller_name, seller_ids),
        buyer: party(context, &regions, Side::Buyer, buyer_name, buyer_ids),
        terms: due::terms(context),
        purchase_order: number::labelled(context, Class::OrderNumber),
        customer_number: number::labelled(context, Class::CustomerNumber),
        iban: bank.iban,
        bic: bank.bic,
        account: bank.account,
        ifsc: bank.ifsc,
        irn: bank.irn,
        place_of_supply: said(context, Class::PlaceOfSupply, |text| Some(text.to_owned())),
        reverse_charge: said(context, Class::ReverseCharge, |text| match crate::layout::key(text).as_str() {
            "yes" | "y" | "ja" | "oui" => Some(true),
            "no" | "n" | "nein" | "non" => Some(false),
            _ => None,
        }),
        ..Reading::default()
    };
    money(context, &totals, &mut reading);
    till::settle(context, &mut reading);
    if till::is_till(context) {
        reading.date = stamp::day(context, order.0, reading.date.take());
    }
    learned::apply(context, hints, order.0, &totals, &mut reading);
    let open = |found: &Found<chrono::NaiveDate>| order.1 && date::is_open(context, found);
    let guessed = reading.date.as_ref().is_some_and(open);
    trust::judge(context, &regions, &totals, guessed, &mut reading);
    learned::judge(hints, &mut reading);
    reading
}

/// What stands behind the first label of a sort, where it can be understood.
fn said<T: Clone>(context: &Context<'_>, class: Class, read: impl Fn(&str) -> Option<T>) -> Option<Found<T>> {
    context.of(class).flat_map(|label| context.targets(label)).find_map(|target| {
        let value = read(context.sheet.text(target.tokens.clone()).trim_matches([':', ' ', '-']))?;
        let candidate = pick::Candidate { value, tokens: target.tokens, score: 1.0 };
        Some(pick::found(context, &candidate, 0.8))
    })
}

/// Countries that speak for a currency: of the seller's numbers, of the hints.
fn countries(context: &Context<'_>, ids: &[Found<TaxId>], hints: &Hints) -> Vec<String> {
    let mut countries: Vec<String> = ids.iter().filter_map(|id| id.value.country.clone()).collect();
    countries.extend(
        context
            .values
            .ids
            .iter()
            .filter(|id| id.valid && !id.country.is_empty())
            .map(|id| id.country.to_owned()),
    );
    countries.extend(hints.country.clone());
    countries
}

fn party(
    context: &Context<'_>,
    regions: &[party::Region],
    side: Side,
    name: Option<Found<String>>,
    tax_ids: Vec<Found<TaxId>>,
) -> Party {
    let address = name.as_ref().and_then(|name| seller::address(context, name));
    let owned = |at: usize| {
        let region = party::region_of(context, regions, at).map(|r| r.side);
        region == Some(side) || region.is_none() && side == Side::Seller
    };
    let mail = context
        .sheet
        .tokens
        .iter()
        .enumerate()
        .find(|(at, t)| t.text.contains('@') && t.text.contains('.') && t.text.len() > 6 && owned(*at));
    let email = mail.map(|(at, token)| {
        let text = token.text.trim_matches(|c: char| !c.is_alphanumeric());
        let value = text.rsplit(':').next().unwrap_or(text).to_owned();
        pick::found(context, &pick::Candidate { value, tokens: at..at + 1, score: 1.0 }, 0.9)
    });
    let phone =
        context.of(Class::Phone).filter(|l| l.letters > 1 && owned(l.tokens.start)).find_map(|label| {
            let target = context.targets(label).into_iter().next()?;
            let tokens = target.tokens.clone().take_while(|at| {
                context.sheet.tokens[*at].text.chars().all(|c| c.is_ascii_digit() || "+-/().".contains(c))
            });
            let end = target.tokens.start + tokens.count();
            let value = context.sheet.text(target.tokens.start..end);
            let digits = value.bytes().filter(u8::is_ascii_digit).count();
            let tokens = target.tokens.start..end;
            (digits >= 6).then(|| pick::found(context, &pick::Candidate { value, tokens, score: 1.0 }, 0.8))
        });
    let legal = |found: &Found<String>| name::legal(&found.value);
    let legal_name = name.clone().filter(legal);
    Party { name, legal_name, address, tax_ids, email, phone }
}

/// Puts the totals into the reading.
fn money(context: &Context<'_>, totals: &Totals, reading: &mut Reading) {
    let settled = &totals.settled;
    let sum = settled.proves(Proof::Sum);
    let rate =
        settled.proves(Proof::Rate) || settled.proves(Proof::Breakdown) || settled.proves(Proof::Halves);
    let rows = settled.proves(Proof::RowsNet) || settled.proves(Proof::RowsGross);
    let confidence: f32 = match (sum, rate || rows) {
        (true, true) => 0.99,
        (true, false) => 0.93,
        (false, true) => 0.85,
        (false, false) => 0.6,
    };
    let confidence = if proven::tiny(totals) || totals.guessed { confidence.min(0.6) } else { confidence };
    reading.net = totals.found(context, settled.net, confidence);
    reading.tax = totals.found(context, settled.tax, confidence);
    reading.gross = totals.found(context, settled.gross, confidence);
    reading.due = totals.found(context, settled.due, confidence);
    reading.round_off = totals.found(context, settled.round_off, confidence);
    reading.taxes = totals.taxes(context);
}
