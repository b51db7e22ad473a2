//! An invoice as a bookkeeper sees it: flat, and the same whatever it was written in.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{Amount, Invoice, Line, Party, code};

/// The invoice in short.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Summary {
    /// Number.
    pub number: Option<String>,
    /// Whether it is a credit note.
    pub is_credit: bool,
    /// Date.
    pub date: Option<NaiveDate>,
    /// When it must be paid.
    pub due_date: Option<NaiveDate>,
    /// When it was delivered, or when the period of the service ended.
    pub delivered: Option<NaiveDate>,
    /// ISO code.
    pub currency: Option<String>,
    /// Who sells.
    pub seller: Side,
    /// Who buys.
    pub buyer: Side,
    /// Total without tax.
    pub net: Option<Amount>,
    /// Total of tax.
    pub tax: Option<Amount>,
    /// Total with tax.
    pub gross: Option<Amount>,
    /// What was paid before.
    pub paid: Option<Amount>,
    /// What the sum was rounded by.
    pub round_off: Option<Amount>,
    /// What is to pay.
    pub due: Option<Amount>,
    /// Tax by rate.
    pub taxes: Vec<Rate>,
    /// Number of the order.
    pub purchase_order: Option<String>,
    /// Words about when and how to pay.
    pub terms: Option<String>,
    /// Account to pay to.
    pub iban: Option<String>,
    /// Its bank.
    pub bic: Option<String>,
    /// The account where it has no IBAN.
    pub account: Option<String>,
    /// What to write on the transfer.
    pub reference: Option<String>,
    /// Numbers of invoices that this one corrects or follows.
    pub preceding: Vec<String>,
    /// Lines that count.
    pub lines: Vec<Row>,
}

/// A party in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Side {
    /// Name: the trading name where there is one.
    pub name: Option<String>,
    /// Name in the register.
    pub legal_name: Option<String>,
    /// VAT identifier, or GSTIN.
    pub vat_id: Option<String>,
    /// Every other number: of the tax office, of registers, of customers.
    pub other_ids: Vec<String>,
    /// The address in lines.
    pub address: Vec<String>,
    /// ISO code.
    pub country: Option<String>,
    /// Mail address.
    pub email: Option<String>,
    /// Telephone number.
    pub phone: Option<String>,
}

/// Tax of one rate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rate {
    /// Category of VAT: S, Z, E …
    pub category: Option<String>,
    /// In percent.
    pub rate: Option<Amount>,
    /// What it is of.
    pub base: Option<Amount>,
    /// What it comes to.
    pub amount: Option<Amount>,
}

/// A line in short.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Row {
    /// What is sold.
    pub description: Option<String>,
    /// The seller's number of it, else the standard one.
    pub code: Option<String>,
    /// How many.
    pub quantity: Option<Amount>,
    /// Of what.
    pub unit: Option<String>,
    /// The price of one, without tax.
    pub unit_price: Option<Amount>,
    /// Rate of tax, in percent.
    pub rate: Option<Amount>,
    /// What the line comes to, without tax.
    pub net: Option<Amount>,
}

impl Summary {
    /// The invoice in short. Nothing is worked out but the price of one where it is given for several.
    pub fn of(invoice: &Invoice) -> Self {
        let totals = &invoice.totals;
        let accounts = invoice.payments.iter().flat_map(|payment| &payment.accounts);
        let mut accounts = accounts.filter(|account| account.id.as_ref().is_some_and(|id| !id.is_empty()));
        let account = accounts.next();
        let id = account.and_then(|account| account.id.as_ref());
        let iban = id.and_then(|id| is_iban_like(id).then(|| id.replace(' ', "").to_uppercase()));
        let delivery = invoice.delivery.as_ref().and_then(|delivery| delivery.date);
        Self {
            number: filled(invoice.number.as_ref()),
            is_credit: invoice.type_code.as_deref().is_some_and(|kind| code::holds(code::CREDITS, kind)),
            date: invoice.issue_date,
            due_date: invoice.due_date,
            delivered: delivery.or(invoice.period.as_ref().and_then(|period| period.end)),
            currency: filled(invoice.currency.as_ref()),
            seller: Side::of(&invoice.seller),
            buyer: Side::of(&invoice.buyer),
            net: totals.net,
            tax: totals.tax,
            gross: totals.gross,
            paid: totals.paid,
            round_off: totals.rounding,
            due: totals.due,
            taxes: invoice.taxes.iter().map(rate).collect(),
            purchase_order: filled(invoice.purchase_order.as_ref()),
            terms: filled(invoice.payment_terms.as_ref()),
            bic: account.and_then(|account| filled(account.bank.as_ref())),
            account: id.filter(|_| iban.is_none()).cloned(),
            iban,
            reference: invoice.payments.iter().find_map(|payment| filled(payment.reference.as_ref())),
            preceding: invoice.preceding.iter().filter_map(|found| filled(found.number.as_ref())).collect(),
            lines: invoice.lines.iter().filter(|line| !line.is_informative).map(row).collect(),
        }
    }
}

/// An amount in units of 10⁻⁴, as money is kept; none where it is finer or larger than that.
pub fn units(amount: Amount) -> Option<i64> {
    let scaled = amount.checked_mul(Amount::from(10_000))?;
    scaled.is_integer().then(|| i64::try_from(scaled).ok()).flatten()
}

impl Side {
    fn of(party: &Party) -> Self {
        let address = party.address.as_ref();
        let mut lines: Vec<String> = address
            .into_iter()
            .flat_map(|address| [&address.line1, &address.line2, &address.line3])
            .filter_map(|line| filled(line.as_ref()))
            .collect();
        let town =
            address.map(|address| [&address.post_code, &address.city].map(|part| filled(part.as_ref())));
        let town: Vec<String> = town.into_iter().flatten().flatten().collect();
        if !town.is_empty() {
            lines.push(town.join(" "));
        }
        let contact = party.contact.as_ref();
        let others = party.ids.iter().chain(&party.legal_id).map(|id| id.value.clone());
        Self {
            name: filled(party.trading_name.as_ref()).or_else(|| filled(party.name.as_ref())),
            legal_name: filled(party.name.as_ref()),
            vat_id: filled(party.vat_id.as_ref()).map(|id| id.replace(' ', "")),
            other_ids: party.tax_id.iter().cloned().chain(others).filter(|id| !id.is_empty()).collect(),
            address: lines,
            country: address.and_then(|address| filled(address.country.as_ref())),
            email: contact.and_then(|contact| filled(contact.email.as_ref())),
            phone: contact.and_then(|contact| filled(contact.phone.as_ref())),
        }
    }
}

fn rate(tax: &crate::Tax) -> Rate {
    Rate { category: tax.category.clone(), rate: tax.rate, base: tax.base, amount: tax.amount }
}

fn row(line: &Line) -> Row {
    let price = line.price.as_ref();
    let per = price.and_then(|price| price.base_quantity).filter(|per| *per > Amount::ZERO);
    let unit_price = price.and_then(|price| price.net);
    let standard = line.item.standard_id.as_ref().map(|id| id.value.clone());
    Row {
        description: filled(line.item.name.as_ref()).or_else(|| filled(line.item.description.as_ref())),
        code: filled(line.item.seller_id.as_ref()).or(standard),
        quantity: line.quantity,
        unit: line.unit.clone(),
        unit_price: match (unit_price, per) {
            (Some(price), Some(per)) => price.checked_div(per).map(|one| one.normalize()),
            (price, _) => price,
        },
        rate: line.rate,
        net: line.net,
    }
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether a number of an account is written as an IBAN, right or wrong.
fn is_iban_like(id: &str) -> bool {
    !matches!(
        taxid::iban(id),
        Err(taxid::Fault::Form | taxid::Fault::Component | taxid::Fault::Length | taxid::Fault::Unknown)
    )
}
