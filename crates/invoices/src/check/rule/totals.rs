//! The arithmetic of the sums.
use kernel::Money;

use super::{lines::is_doubtful, rule, when};
use crate::{
    check::{
        Facts, Fault, Rule, Severity,
        reckon::{self, badness, near, shown, wide},
    },
    invoice::{extracted::Tax, store::Stage::Arithmetic},
};

/// The rules.
pub const RULES: &[Rule] = &[
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.lines_sum",
        "Lines are not the sum",
        "EN 16931 BR-CO-10 and BR-CO-13; Rule 46(j) CGST Rules",
        lines_sum,
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.tax_sum",
        "Taxes are not their sum",
        "EN 16931 BR-CO-14; Rule 46(m) CGST Rules",
        tax_sum,
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.tax_rate",
        "Tax is not its rate",
        "EN 16931 BR-CO-17; Rule 46(l) and (m) CGST Rules; section 170 CGST Act",
        tax_rate,
    ),
    rule(
        Arithmetic,
        Severity::Error,
        "arithmetic.total",
        "Net and tax are not the total",
        "EN 16931 BR-CO-15; Rule 46(j) to (m) CGST Rules",
        total,
    ),
    rule(
        Arithmetic,
        Severity::Warning,
        "arithmetic.due",
        "Amount due is not what is left of the total",
        "EN 16931 BR-CO-16",
        due,
    ),
    rule(
        Arithmetic,
        Severity::Warning,
        "arithmetic.round_off",
        "Too much is rounded off",
        "Section 170 CGST Act: to the nearest rupee; form GST INV-01",
        round_off,
    ),
    rule(
        Arithmetic,
        Severity::Warning,
        "arithmetic.sign",
        "An invoice over less than nothing",
        "EN 16931 BT-3: type code 381 is a credit note",
        sign,
    ),
];

fn is_near(facts: &Facts, a: i128, b: i128) -> bool {
    near(a, b, reckon::minor_unit(facts.currency()))
}

/// An amount of a field, in units; nothing where it is not there.
fn field(facts: &Facts, name: &str) -> i128 {
    facts.read.amount(name).map_or(0, wide)
}

/// Whether a difference is an amount that is printed and otherwise unexplained: freight, a discount, a deposit, a
/// retention, a balance brought forward, which no field holds.
fn is_explained(facts: &Facts, difference: i128) -> bool {
    let taxes = facts.read.taxes.iter().flat_map(|tax| [tax.amount, tax.base]);
    let lines = facts
        .read
        .lines
        .iter()
        .flat_map(|line| [line.taxable_value, line.total, line.gst_amount, line.unit_price]);
    let named =
        ["taxable_amount", "tax_amount", "total_amount", "amount_due"].map(|name| facts.read.amount(name));
    let mut known = taxes.chain(lines).chain(named).flatten().map(wide);
    !known.any(|one| one.abs() == difference.abs()) && reckon::is_printed(&facts.text, difference)
}

/// A mismatch: mild where the page explains it or the reading is doubtful.
fn mismatch(facts: &Facts, name: &str, is: i128, must: i128, says: String, doubtful: bool) -> Vec<Fault> {
    let mild = doubtful || is_explained(facts, is - must);
    let severity = if mild { Severity::Info } else { badness(is, must) };
    vec![Fault::of(facts, name, format!("Arithmetic mismatch: {says}")).as_bad_as(severity)]
}

fn lines_sum(facts: &Facts) -> Vec<Fault> {
    let lines = &facts.read.lines;
    let Some(net) = facts.columns.taxable_amount.map(wide) else { return vec![] };
    let nets = lines.iter().map(|line| line.taxable_value).collect::<Option<Vec<_>>>();
    let totals = lines.iter().map(|line| line.total).collect::<Option<Vec<_>>>();
    let (true, Some(values)) = (!lines.is_empty() && !facts.has_standard(), nets.or(totals)) else {
        return vec![];
    };
    let sum = reckon::sum(values);
    let (discount, charges) = (field(facts, "discount_amount").abs(), field(facts, "charges_amount").abs());
    let gross = field(facts, "total_amount") - field(facts, "round_off");
    let after = |sum: i128| [sum, sum - discount, sum + charges, sum - discount + charges];
    // Lines may contain the tax, or stand without a sign on a credit note.
    let fits = |must: i128| after(sum).iter().any(|sum| is_near(facts, sum.abs(), must.abs()));
    if fits(net) || fits(gross) || fits(field(facts, "total_amount")) {
        return vec![];
    }
    let doubtful = lines.iter().any(is_doubtful) || (gross != 0 && is_explained(facts, gross - sum));
    let says = format!(
        "the {} lines come to {}, and the taxable amount is {}. Look for a line that is missing or wrong.",
        lines.len(),
        shown(sum),
        shown(net)
    );
    mismatch(facts, "taxable_amount", net, sum, says, doubtful)
}

fn tax_sum(facts: &Facts) -> Vec<Fault> {
    let Some(tax) = facts.read.amount("tax_amount").map(wide) else { return vec![] };
    let amounts = facts.read.taxes.iter().map(|tax| tax.amount).collect::<Option<Vec<_>>>();
    let Some(amounts) = amounts.filter(|all| !all.is_empty()) else { return vec![] };
    let sum = reckon::sum(amounts.iter().copied());
    // What is withheld is listed beside the taxes at times, and is none.
    let billed = reckon::sum(amounts.iter().copied().filter(|amount| *amount > Money::ZERO));
    if is_near(facts, sum.abs(), tax.abs()) || is_near(facts, billed, tax.abs()) {
        return vec![];
    }
    let says = format!("the taxes come to {}, and {} is billed as their sum.", shown(sum), shown(tax));
    mismatch(facts, "tax_amount", tax, sum, says, false)
}

fn tax_rate(facts: &Facts) -> Vec<Fault> {
    if facts.has_standard() {
        return vec![];
    }
    let wrong = facts.read.taxes.iter().filter_map(|tax| {
        let (rate, amount) = (tax.rate?, wide(tax.amount?));
        let base = tax.base.map(wide).or_else(|| only_base(facts, tax))?;
        let must = reckon::share(base, rate);
        if rate == Money::ZERO || amount == 0 || fits_rate(facts, tax, rate, base, amount) {
            return None;
        }
        let head = tax.kind.to_uppercase();
        let says = format!(
            "Arithmetic mismatch: {head} of {rate} % on {} is {}, not {}.",
            shown(base),
            shown(must),
            shown(amount)
        );
        let fault =
            Fault { field: Some("taxes".into()), page: tax.page, area: tax.area, ..Fault::says(says) };
        Some(fault.as_bad_as(badness(amount, must)))
    });
    wrong.collect()
}

/// The base of a tax that does not print one: the net of everything, where every line bears its rate.
fn only_base(facts: &Facts, tax: &Tax) -> Option<i128> {
    let whole = if is_half(tax) { tax.rate?.units() * 2 } else { tax.rate?.units() };
    let lines = &facts.read.lines;
    let bears = |rate: Money| rate.units() == whole || Some(rate) == tax.rate;
    let all = !lines.is_empty() && lines.iter().all(|line| line.gst_rate.is_some_and(bears));
    facts.columns.taxable_amount.filter(|_| all).map(wide)
}

fn is_half(tax: &Tax) -> bool {
    matches!(tax.kind.as_str(), "cgst" | "sgst" | "utgst")
}

/// Whether a tax is its rate: of the base, of each line, or rounded as the law allows.
fn fits_rate(facts: &Facts, tax: &Tax, rate: Money, base: i128, amount: i128) -> bool {
    let unit = reckon::minor_unit(facts.currency());
    let must = reckon::share(base, rate);
    let is = |must: i128| is_near(facts, must.abs(), amount.abs());
    // The rate of both heads may stand beside one of them.
    if is(must) || (is_half(tax) && is(reckon::round(must, 2))) {
        return true;
    }
    if facts.currency() == "INR" && reckon::to_step(must, Money::SCALE) == amount {
        return true;
    }
    let whole = Money::from_units(if is_half(tax) { rate.units().saturating_mul(2) } else { rate.units() });
    let bears = |line: &&crate::invoice::extracted::Line| {
        line.gst_rate.is_some_and(|own| own == rate || own == whole)
    };
    let lines = facts.read.lines.iter().filter(bears).collect::<Vec<_>>();
    let nets = lines.iter().map(|line| line.taxable_value).collect::<Option<Vec<_>>>();
    match nets.filter(|nets| !nets.is_empty()) {
        Some(nets) => is(nets.iter().map(|net| reckon::to_step(reckon::share(wide(*net), rate), unit)).sum()),
        // Every line that is not read may have been rounded.
        None => near(must.abs(), amount.abs(), unit.saturating_mul(1 + facts.read.lines.len() as i64 / 2)),
    }
}

fn total(facts: &Facts) -> Vec<Fault> {
    let (Some(net), Some(is)) =
        (facts.columns.taxable_amount.map(wide), facts.read.amount("total_amount").map(wide))
    else {
        return vec![];
    };
    let listed = reckon::sum(facts.read.taxes.iter().filter_map(|tax| tax.amount));
    let told = facts.read.amount("tax_amount").map(wide);
    if told.is_none() && facts.read.taxes.is_empty() {
        return vec![];
    }
    let tax = told.unwrap_or(listed);
    let round = field(facts, "round_off");
    let (discount, charges) = (field(facts, "discount_amount").abs(), field(facts, "charges_amount").abs());
    let mut bases = vec![net + tax, net + listed];
    if facts.is_reverse_charge() {
        bases.push(net);
    }
    let after = |base: i128| [base, base - discount, base + charges, base - discount + charges];
    let rounded = |sum: i128| [sum, sum + round, sum - round];
    let all = bases.iter().flat_map(|base| after(*base)).flat_map(rounded).collect::<Vec<_>>();
    if all.iter().any(|one| is_near(facts, one.abs(), is.abs())) {
        return vec![];
    }
    let must = net + tax + round;
    let rounding = if round == 0 { String::new() } else { format!(" and round-off {}", shown(round)) };
    let says = format!(
        "{} net and {} tax{rounding} are {}, and {} is billed.",
        shown(net),
        shown(tax),
        shown(must),
        shown(is)
    );
    mismatch(facts, "total_amount", is, must, says, is_silently_rounded(facts, is, must))
}

/// Whether a total is only rounded to whole coins, without saying so.
fn is_silently_rounded(facts: &Facts, is: i128, must: i128) -> bool {
    let steps: &[i64] = match facts.currency() {
        "CHF" => &[500],
        "INR" | "SEK" | "NOK" | "DKK" | "HUF" | "CZK" | "MYR" | "AUD" | "NZD" => &[500, Money::SCALE],
        _ => &[],
    };
    facts.read.amount("round_off").is_none() && steps.iter().any(|step| is == reckon::to_step(must, *step))
}

fn due(facts: &Facts) -> Vec<Fault> {
    let (Some(due), Some(total)) =
        (facts.columns.amount_due.map(wide), facts.read.amount("total_amount").map(wide))
    else {
        return vec![];
    };
    let (paid, round) = (field(facts, "paid_amount").abs(), field(facts, "round_off"));
    let must = total - paid;
    let fits = [must, must + round, must - round].iter().any(|one| is_near(facts, one.abs(), due.abs()));
    // What was paid long since leaves nothing.
    let settled = paid == 0 && due == 0;
    let silent = reckon::to_step(must, Money::SCALE) == due;
    if fits || settled || silent || facts.has_standard() {
        return vec![];
    }
    let less = if paid == 0 { String::new() } else { format!(" less {} paid", shown(paid)) };
    let says = format!("{}{less} is {}, and {} is due.", shown(total), shown(must), shown(due));
    // Advances and what is withheld make it less, and are not always read.
    let is_less = paid == 0 && due.abs() < total.abs() && !facts.text.is_empty();
    mismatch(facts, "amount_due", due, must, says, is_less).into_iter().map(at_most_a_warning).collect()
}

fn at_most_a_warning(fault: Fault) -> Fault {
    let severity = fault.severity.map(|severity| severity.min(Severity::Warning));
    Fault { severity, ..fault }
}

fn round_off(facts: &Facts) -> Vec<Fault> {
    let round = field(facts, "round_off");
    when(round.abs() > i128::from(Money::SCALE), || {
        let says = format!("{} is rounded off; up to 1.00 is usual. Ask what it is for.", shown(round));
        Fault::of(facts, "round_off", says)
    })
}

/// Words by which an invoice says that it gives money back.
const CORRECTIONS: &[&str] = &[
    "credit",
    "correct",
    "korrektur",
    "gutschrift",
    "storno",
    "avoir",
    "rectif",
    "credito",
    "crédito",
    "kredit",
    "hyvitys",
    "korekta",
    "dobropis",
    "refund",
    "abono",
];

fn sign(facts: &Facts) -> Vec<Fault> {
    let invoice = facts.read.kind.as_deref().is_none_or(|kind| kind == "invoice");
    let total = facts.columns.total_amount.map_or(0, wide);
    let text = facts.text.to_lowercase();
    let says_so = CORRECTIONS.iter().any(|word| text.contains(word));
    when(invoice && total < 0 && !says_so, || {
        let says = format!("The total is {}: this is a credit note, or a sign was misread.", shown(total));
        Fault::of(facts, "total_amount", says)
    })
}
