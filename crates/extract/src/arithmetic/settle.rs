//! From the best assignment to the answer: lines of tax, payments, places.

use super::check::{rate_of, share, within};
use super::evidence::Evidence;
use super::search::{Hypothesis, Support, search};
use super::{Amount, Figure, Guess, Levy, Proof, Role, Settlement, Sums, TaxKind};

const PROOFS: [Proof; 10] = [
    Proof::Sum,
    Proof::Rate,
    Proof::UsualRate,
    Proof::Breakdown,
    Proof::Bases,
    Proof::Halves,
    Proof::RowsNet,
    Proof::RowsGross,
    Proof::Paid,
    Proof::Untaxed,
];

/// Finds what each amount is. Never fails: what can't be told is None.
pub fn settle(sums: &Sums) -> Settlement {
    if is_credit(sums.amounts) {
        return negated(&settle_positive(&turned(sums).borrow()));
    }
    settle_positive(sums)
}

fn settle_positive(sums: &Sums) -> Settlement {
    let evidence = Evidence::of(sums);
    let mut answer = match search(sums, &evidence) {
        Some((found, margin)) => proved(sums, &evidence, &found, margin),
        None => labelled(&evidence),
    };
    pay(&evidence, &mut answer);
    answer
}

/// The assignment as an answer.
fn proved(sums: &Sums, evidence: &Evidence, found: &Hypothesis, margin: f32) -> Settlement {
    let figure =
        |value: i64, role: Role| Figure { value, at: evidence.get(value).map(|known| known.place(role)) };
    let extra = |value: i64, role: Role| (value != 0).then(|| signless(evidence, value, role));
    let tax_at = match found.support {
        Support::Parts(mask) if mask.count_ones() == 1 => {
            Some(evidence.taxes[mask.trailing_zeros() as usize])
        }
        _ => evidence.get(found.tax).map(|known| known.place(Role::Tax)),
    };
    Settlement {
        net: Some(figure(found.net, Role::Net)),
        tax: Some(Figure { value: found.tax, at: tax_at }),
        gross: Some(figure(found.gross, Role::Gross)),
        taxes: taxes(sums, evidence, found),
        round_off: extra(found.extras.round_off, Role::RoundOff),
        discount: extra(found.extras.discount, Role::Discount),
        charge: extra(found.extras.charge, Role::Charge),
        proofs: PROOFS.into_iter().filter(|proof| found.proves(*proof)).collect(),
        score: found.score,
        margin,
        ..Settlement::default()
    }
}

/// A value that may be printed with the other sign.
fn signless(evidence: &Evidence, value: i64, role: Role) -> Figure {
    let known = evidence.get(value).or_else(|| evidence.get(-value));
    Figure { value, at: known.map(|known| known.place(role)) }
}

/// No equation holds: what the labels say, if they say it clearly.
fn labelled(evidence: &Evidence) -> Settlement {
    let best = |role: Role| {
        evidence
            .values
            .iter()
            .filter(|value| value.of(role) >= 0.5)
            .max_by(|a, b| a.of(role).total_cmp(&b.of(role)).then(a.last.cmp(&b.last)))
            .map(|value| Figure { value: value.value, at: Some(value.place(role)) })
    };
    let gross = best(Role::Gross);
    let below = |figure: &Figure| gross.is_none_or(|gross| figure.value.abs() <= gross.value.abs());
    Settlement {
        net: best(Role::Net).filter(below),
        tax: best(Role::Tax).filter(below),
        gross,
        ..Settlement::default()
    }
}

/// What has been paid and what is left.
fn pay(evidence: &Evidence, answer: &mut Settlement) {
    let strongest = |role: Role| {
        evidence
            .values
            .iter()
            .filter(|value| value.of(role) > 0.3)
            .max_by(|a, b| a.of(role).total_cmp(&b.of(role)).then(a.last.cmp(&b.last)))
    };
    let due = strongest(Role::Due);
    let Some(gross) = answer.gross else {
        answer.due = due.map(|value| Figure { value: value.value, at: Some(value.place(Role::Due)) });
        return;
    };
    let prepaid = strongest(Role::Prepaid).filter(|value| value.value != 0);
    let left = |value: i64| gross.value - value.abs();
    if let Some(due) = due.filter(|due| due.value != gross.value && due.value >= 0 && due.value < gross.value)
    {
        let paid = evidence.get(gross.value - due.value).or_else(|| evidence.get(due.value - gross.value));
        if let Some(paid) = paid {
            answer.proofs.push(Proof::Paid);
            answer.prepaid = Some(Figure { value: paid.value.abs(), at: Some(paid.place(Role::Prepaid)) });
        }
        if paid.is_some() || due.of(Role::Due) >= 0.7 {
            answer.due = Some(Figure { value: due.value, at: Some(due.place(Role::Due)) });
            return;
        }
    }
    // What others are paid through this invoice, or an old debt, stands on top of it.
    if let Some(due) = due.filter(|due| due.value > gross.value && due.of(Role::Due) >= 0.9)
        && evidence.get(due.value - gross.value).is_some()
    {
        answer.due = Some(Figure { value: due.value, at: Some(due.place(Role::Due)) });
        return;
    }
    let prepaid = prepaid.filter(|paid| left(paid.value) >= 0);
    if let Some((paid, rest)) = prepaid.and_then(|paid| Some((paid, evidence.get(left(paid.value))?))) {
        answer.proofs.push(Proof::Paid);
        answer.prepaid = Some(Figure { value: paid.value.abs(), at: Some(paid.place(Role::Prepaid)) });
        answer.due = Some(Figure { value: rest.value, at: Some(rest.place(Role::Due)) });
        return;
    }
    answer.due = Some(
        due.filter(|due| due.value == gross.value)
            .map_or(gross, |due| Figure { value: due.value, at: Some(due.place(Role::Due)) }),
    );
}

/// One line for each tax.
fn taxes(sums: &Sums, evidence: &Evidence, found: &Hypothesis) -> Vec<Levy> {
    let whole = |kind: TaxKind, rate: Option<i64>, amount: i64, at: Option<usize>| Levy {
        kind,
        rate,
        base: Some(found.net),
        amount: Some(amount),
        base_at: evidence.get(found.net).map(|known| known.place(Role::Net)),
        amount_at: at,
    };
    match found.support {
        Support::Levies => sums.levies.to_vec(),
        Support::Parts(mask) => {
            let mask =
                if mask.count_ones() == 1 { split(sums, evidence, found.tax).unwrap_or(mask) } else { mask };
            let places = (0..evidence.taxes.len()).filter(|bit| mask & (1 << bit) != 0);
            let several = mask.count_ones() > 1;
            places.map(|bit| part(sums, evidence, found, evidence.taxes[bit], several)).collect()
        }
        Support::Single => {
            let at = evidence.get(found.tax).map(|known| known.place(Role::Tax));
            vec![whole(TaxKind::Vat, found.rate, found.tax, at)]
        }
        Support::Halves(half) => {
            let at = evidence.get(half).map(|known| known.place(Role::Tax));
            let rate =
                rate_of(found.net, half, sums.rates, evidence.minor).or(found.rate.map(|rate| rate / 2));
            vec![whole(TaxKind::Cgst, rate, half, at), whole(TaxKind::Sgst, rate, half, at)]
        }
        Support::Rate(rate) => vec![whole(TaxKind::Vat, Some(rate), found.tax, None)],
        Support::Lost => Vec::new(),
        Support::Untaxed => sums.levies.iter().filter(|levy| levy.amount == Some(0)).copied().collect(),
    }
}

fn tax_guess(amount: &Amount) -> Option<&Guess> {
    let taxes = amount.guesses.iter().filter(|guess| guess.role == Role::Tax);
    taxes.max_by(|a, b| a.weight.total_cmp(&b.weight))
}

/// Where one amount is the total of all taxes: the smallest set of amounts with rates of their own behind it.
fn split(sums: &Sums, evidence: &Evidence, total: i64) -> Option<u16> {
    let known: Vec<usize> = (0..evidence.taxes.len())
        .filter(|bit| {
            tax_guess(&sums.amounts[evidence.taxes[*bit]]).is_some_and(|guess| guess.rate.is_some())
        })
        .collect();
    let mut best: Option<u16> = None;
    for choice in 1..(1_u32 << known.len()) {
        let bits =
            || known.iter().enumerate().filter(|(nth, _)| choice & (1 << nth) != 0).map(|(_, bit)| *bit);
        if choice.count_ones() < 2
            || bits().map(|bit| sums.amounts[evidence.taxes[bit]].value).sum::<i64>() != total
        {
            continue;
        }
        let mut names: Vec<_> = bits()
            .filter_map(|bit| tax_guess(&sums.amounts[evidence.taxes[bit]]))
            .map(|guess| (guess.kind.map(|kind| kind as u8), guess.rate))
            .collect();
        names.sort_unstable();
        names.dedup();
        if names.len() as u32 == choice.count_ones()
            && best.is_none_or(|old| choice.count_ones() < old.count_ones())
        {
            best = Some(bits().fold(0, |mask, bit| mask | (1 << bit)));
        }
    }
    best
}

/// One labelled amount as a line of tax, with its base where it can be found.
fn part(sums: &Sums, evidence: &Evidence, found: &Hypothesis, at: usize, several: bool) -> Levy {
    let amount = &sums.amounts[at];
    let guess = tax_guess(amount);
    let kind = guess.and_then(|guess| guess.kind).unwrap_or(TaxKind::Vat);
    let minor = evidence.minor;
    let fits = |base: i64, rate: i64| within(share(base, rate, minor), amount.value, minor);
    let whole = rate_of(found.net, amount.value, sums.rates, minor);
    let rate = guess.and_then(|guess| guess.rate).or(whole).or(if several { None } else { found.rate });
    let base = match rate {
        Some(rate) if fits(found.net, rate) => Some(found.net),
        Some(rate) => {
            let fitting =
                evidence.values.iter().filter(|value| value.value < found.net && fits(value.value, rate));
            let best = fitting
                .max_by(|a, b| a.of(Role::Base).total_cmp(&b.of(Role::Base)).then(a.value.cmp(&b.value)));
            best.map(|value| value.value)
        }
        None => (!several).then_some(found.net),
    };
    let base_at = base.and_then(|base| evidence.get(base)).map(|known| known.place(Role::Base));
    Levy { kind, rate, base, amount: Some(amount.value), base_at, amount_at: Some(at) }
}

/// Whether the sums are printed as negative, as some credit notes do.
fn is_credit(amounts: &[Amount]) -> bool {
    let mut balance = 0.0;
    for amount in amounts {
        let weight =
            amount.guesses.iter().filter(|guess| matches!(guess.role, Role::Gross | Role::Due | Role::Net));
        balance += weight.map(|guess| guess.weight).sum::<f32>() * amount.value.signum() as f32;
    }
    balance < 0.0
}

struct Turned {
    amounts: Vec<Amount>,
    levies: Vec<Levy>,
    rows: Vec<i64>,
    rates: Vec<i64>,
    minor: i64,
    untaxed: f32,
    lossy: bool,
}

impl Turned {
    fn borrow(&self) -> Sums<'_> {
        Sums {
            amounts: &self.amounts,
            rates: &self.rates,
            levies: &self.levies,
            rows: &self.rows,
            minor: self.minor,
            untaxed: self.untaxed,
            lossy: self.lossy,
        }
    }
}

fn turn(levy: &Levy) -> Levy {
    Levy { base: levy.base.map(i64::saturating_neg), amount: levy.amount.map(i64::saturating_neg), ..*levy }
}

fn turned(sums: &Sums) -> Turned {
    let amounts = sums
        .amounts
        .iter()
        .map(|amount| Amount { value: amount.value.saturating_neg(), ..amount.clone() })
        .collect();
    Turned {
        amounts,
        levies: sums.levies.iter().map(turn).collect(),
        rows: sums.rows.iter().map(|row| row.saturating_neg()).collect(),
        rates: sums.rates.to_vec(),
        minor: sums.minor,
        untaxed: sums.untaxed,
        lossy: sums.lossy,
    }
}

fn negated(answer: &Settlement) -> Settlement {
    let turn_figure = |figure: Option<Figure>| {
        figure.map(|figure| Figure { value: figure.value.saturating_neg(), ..figure })
    };
    Settlement {
        net: turn_figure(answer.net),
        tax: turn_figure(answer.tax),
        gross: turn_figure(answer.gross),
        taxes: answer.taxes.iter().map(turn).collect(),
        due: turn_figure(answer.due),
        prepaid: turn_figure(answer.prepaid),
        round_off: turn_figure(answer.round_off),
        discount: turn_figure(answer.discount),
        charge: turn_figure(answer.charge),
        proofs: answer.proofs.clone(),
        score: answer.score,
        margin: answer.margin,
    }
}
