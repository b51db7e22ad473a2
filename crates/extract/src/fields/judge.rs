//! Between several assignments of the totals: the one that labels and equations speak for together.

use crate::{
    arithmetic::{Amount, Figure, Levy, Proof, Role, Settlement, Sums, settle, share, within},
    found::TaxKind,
};

/// How many amounts of each role are tried.
const MOST: usize = 8;

/// The best assignment, with and without what the tables say.
pub fn judge(sums: &Sums<'_>) -> Settlement {
    let mut settled = choose(sums);
    if agrees(sums, &settled) {
        settled.proofs.push(Proof::RowsNet);
    }
    settled
}

/// Whether the items give the net, behind a labelled discount or charge, and no proof says so yet: an assignment may
/// have been found without looking at them.
fn agrees(sums: &Sums<'_>, settled: &Settlement) -> bool {
    let Some(net) = settled.net.filter(|_| !sums.rows.is_empty()) else { return false };
    if settled.proves(Proof::RowsNet) || settled.proves(Proof::RowsGross) || net.value <= 0 {
        return false;
    }
    let rows = sums.rows.iter().fold(0_i64, |sum, row| sum.saturating_add(*row));
    let named = |role: Role| {
        let mine = sums
            .amounts
            .iter()
            .filter(move |a| a.value != 0 && a.guesses.iter().any(|g| g.role == role && g.weight >= 0.5));
        std::iter::once(0).chain(mine.map(|a| a.value))
    };
    named(Role::Discount).take(6).any(|off| {
        named(Role::Charge)
            .take(6)
            .any(|charge| rows.saturating_sub(off.saturating_abs()).saturating_add(charge) == net.value)
    })
}

fn choose(sums: &Sums<'_>) -> Settlement {
    let first = settle(sums);
    let taxed = first.proves(Proof::Rate) || first.proves(Proof::Breakdown) || first.proves(Proof::Halves);
    if first.proves(Proof::Sum) && taxed && score(sums, &first) > 3.2 {
        return first;
    }
    let mut candidates = vec![first];
    if !sums.rows.is_empty() {
        candidates.push(settle(&Sums { rows: &[], ..sums.clone() }));
    }
    if !sums.levies.is_empty() {
        candidates.push(settle(&Sums { levies: &[], ..sums.clone() }));
    }
    let proposed = propose(sums, &candidates[0]);
    candidates.extend(proposed);
    let mut best: Option<(f32, Settlement)> = None;
    for candidate in candidates {
        let score = score(sums, &candidate);
        if best.as_ref().is_none_or(|(most, _)| score > *most + 0.05) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, settled)| settled).unwrap_or_default()
}

/// A credit note may print its tax without the minus that its totals have.
pub fn turn_taxes(amounts: &mut [Amount]) {
    let strong = |a: &Amount, role: Role| a.guesses.iter().any(|g| g.role == role && g.weight >= 0.7);
    let balance: i32 =
        amounts.iter().filter(|a| strong(a, Role::Gross)).map(|a| a.value.signum() as i32).sum();
    if balance < 0 {
        amounts.iter_mut().filter(|a| strong(a, Role::Tax) && a.value > 0).for_each(|a| a.value = -a.value);
    }
}

/// Whether the totals add up, and something else says the same.
pub fn proved(settled: &Settlement) -> bool {
    settled.proves(Proof::Sum)
        && [Proof::Rate, Proof::Breakdown, Proof::RowsNet].iter().any(|proof| settled.proves(*proof))
}

/// Recognition loses the minus of some totals of a credit note, and keeps that of others. Where one has it and nothing
/// proves the assignment, all labelled ones of its column have it.
pub fn turned(sums: &Sums<'_>, settled: &Settlement) -> Option<Vec<Amount>> {
    const TOTALS: [Role; 5] = [Role::Net, Role::Lines, Role::Tax, Role::Gross, Role::Due];
    let is = |a: &Amount, roles: &[Role], least: f32| {
        a.guesses.iter().any(|g| roles.contains(&g.role) && g.weight >= least)
    };
    let sum = |a: &&Amount| a.value < 0 && is(a, &[Role::Lines, Role::Gross, Role::Due], 0.75);
    let minus = sums.amounts.iter().find(sum).filter(|_| !proved(settled))?;
    let column = |a: &Amount| a.page == minus.page && (a.x - minus.x).abs() < 4.0;
    let plus = |a: &Amount| a.value > 0 && is(a, &TOTALS, 0.6) && column(a);
    if !sums.amounts.iter().any(plus) {
        return None;
    }
    let turn = |a: &Amount| Amount { value: if plus(a) { -a.value } else { a.value }, ..a.clone() };
    Some(sums.amounts.iter().map(turn).collect())
}

/// Totals of one rate that were taken for those of the document: the nets of all rates stand in one column with their
/// sum below, each with the tax of a printed rate in its row. The gross follows where it is not printed.
pub fn of_all_rates(sums: &Sums<'_>, settled: &Settlement) -> Option<Settlement> {
    let one = settled.net.filter(|net| net.value != 0)?;
    let first = &sums.amounts[one.at?];
    let column: Vec<usize> = (0..sums.amounts.len())
        .filter(|at| sums.amounts[*at].page == first.page && (sums.amounts[*at].x - first.x).abs() < 4.0)
        .collect();
    let tax_of = |at: usize| {
        let net = &sums.amounts[at];
        let holds = |tax: i64, rate: i64| {
            rate > 0 && tax != 0 && within(share(net.value, rate, sums.minor), tax, sums.minor)
        };
        (0..sums.amounts.len()).find_map(|other| {
            let tax = &sums.amounts[other];
            let beside = tax.page == net.page && (tax.y - net.y).abs() < 3.0 && tax.x > net.x;
            let rate = sums.rates.iter().copied().find(|rate| beside && holds(tax.value, *rate))?;
            Some(Levy {
                kind: TaxKind::Vat,
                rate: Some(rate),
                base: Some(net.value),
                amount: Some(tax.value),
                base_at: Some(at),
                amount_at: Some(other),
            })
        })
    };
    let taxes: Vec<Levy> = column.iter().filter_map(|at| tax_of(*at)).collect();
    let net: i64 = taxes.iter().filter_map(|levy| levy.base).sum();
    let tax: i64 = taxes.iter().filter_map(|levy| levy.amount).sum();
    let place = |value: i64| sums.amounts.iter().position(|amount| amount.value == value);
    let below = column.iter().copied().find(|at| {
        sums.amounts[*at].value == net && taxes.iter().all(|levy| levy.base_at.is_some_and(|base| base < *at))
    });
    let several = taxes.len() >= 2 && taxes.iter().any(|levy| levy.base == Some(one.value));
    let gross = Figure { value: net + tax, at: place(net + tax) };
    Some(Settlement {
        net: Some(Figure { value: net, at: Some(below.filter(|_| several)?) }),
        tax: Some(Figure { value: tax, at: place(tax) }),
        gross: Some(gross),
        due: Some(gross),
        taxes,
        ..Settlement::default()
    })
}

/// Where recognition lost the greatest of three totals, its net must not take its place: a labelled net, a labelled tax
/// of a printed rate, and nothing that is called a gross. The gross then follows from both.
pub fn without_gross(sums: &Sums<'_>, settled: &Settlement) -> Option<Settlement> {
    let strongest = |roles: &[Role]| {
        let weight = |a: &Amount| {
            let mine = a.guesses.iter().filter(|g| roles.contains(&g.role)).map(|g| g.weight);
            mine.fold(0.0, f32::max)
        };
        let all = sums.amounts.iter().enumerate().filter(|(_, a)| a.value > 0 && weight(a) >= 0.6);
        all.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1)).then(b.0.cmp(&a.0)))
            .map(|(at, a)| (a.value, at))
    };
    let (net, net_at) = strongest(&[Role::Net, Role::Lines])?;
    let (tax, tax_at) = strongest(&[Role::Tax])?;
    let holds = |rate: &i64| *rate > 0 && within(share(net, *rate, sums.minor), tax, sums.minor);
    // Some add a second rate to the first: a surcharge, the tax of a state.
    let both =
        || sums.rates.iter().flat_map(|one| sums.rates.iter().map(move |other| one + other)).find(holds);
    let rate = sums.rates.iter().copied().find(holds).or_else(both)?;
    let gross = net.checked_add(tax)?;
    let named = |a: &Amount| {
        a.value > net
            && a.guesses.iter().any(|g| matches!(g.role, Role::Gross | Role::Due) && g.weight >= 0.5)
    };
    let wrong = settled.gross.is_none_or(|found| found.value <= net);
    if !wrong || tax >= net || sums.amounts.iter().any(|a| a.value == gross || named(a)) {
        return None;
    }
    let levy = Levy {
        kind: TaxKind::Vat,
        rate: Some(rate),
        base: Some(net),
        amount: Some(tax),
        base_at: Some(net_at),
        amount_at: Some(tax_at),
    };
    Some(Settlement {
        net: Some(Figure { value: net, at: Some(net_at) }),
        tax: Some(Figure { value: tax, at: Some(tax_at) }),
        gross: Some(Figure { value: gross, at: None }),
        due: Some(Figure { value: gross, at: None }),
        taxes: vec![levy],
        ..Settlement::default()
    })
}

/// What labels and equations say for an assignment.
fn score(sums: &Sums<'_>, settled: &Settlement) -> f32 {
    let mut score = 0.0;
    score += label(sums, settled.net, &[(Role::Net, 1.0), (Role::Lines, 0.6), (Role::Base, 0.4)]);
    score += label(sums, settled.tax, &[(Role::Tax, 1.0)]);
    score += 1.3 * label(sums, settled.gross, &[(Role::Gross, 1.0), (Role::Due, 0.7)]);
    let proof = |proof: Proof, weight: f32| if settled.proves(proof) { weight } else { 0.0 };
    score += proof(Proof::Sum, 0.8)
        + proof(Proof::Rate, 0.4)
        + proof(Proof::Breakdown, 0.4)
        + proof(Proof::Halves, 0.3);
    score
        + proof(Proof::RowsNet, 0.3)
        + proof(Proof::RowsGross, 0.15)
        + proof(Proof::UsualRate, 0.2)
        + proof(Proof::Bases, 0.2)
        - if is_bases(sums, settled) { 1.5 } else { 0.0 }
}

/// Whether what it calls the net, and the tax or a part of it, are what two lines of the taxes were reckoned from: such
/// sums add up as well.
fn is_bases(sums: &Sums<'_>, settled: &Settlement) -> bool {
    let (Some(net), Some(tax)) = (settled.net, settled.tax) else { return false };
    let mut parts = settled.taxes.iter().filter_map(|part| part.amount).chain([tax.value]);
    is_base(sums, net.value, tax.value) && parts.any(|part| is_base(sums, part, tax.value))
}

/// Whether a printed rate of this is printed, and is another amount than `tax`.
fn is_base(sums: &Sums<'_>, base: i64, tax: i64) -> bool {
    let is = |a: i64, b: i128| (i128::from(a) - b).abs() <= 50;
    let due = |rate: &i64| i128::from(base) * i128::from(*rate) / 1_000_000;
    let other = |due: i128| due > 0 && !is(tax, due) && sums.amounts.iter().any(|a| is(a.value, due));
    sums.rates.iter().map(due).any(other)
}

/// How strongly labels give a figure one of these roles, less what they say for another one.
fn label(sums: &Sums<'_>, figure: Option<Figure>, roles: &[(Role, f32)]) -> f32 {
    let Some(figure) = figure else { return 0.0 };
    let mut most: f32 = if figure.value == 0 { 0.0 } else { -0.35 };
    for amount in sums.amounts.iter().filter(|a| a.value == figure.value) {
        let own = amount.guesses.iter().filter_map(|g| {
            roles.iter().find(|(role, _)| *role == g.role).map(|(_, factor)| g.weight * factor)
        });
        most = most.max(own.fold(0.0, f32::max));
    }
    most
}

/// The values that labels give this role, the strongest first.
fn labelled(sums: &Sums<'_>, roles: &[(Role, f32)]) -> Vec<(f32, i64, usize)> {
    let mut found: Vec<(f32, i64, usize)> = Vec::new();
    for (at, amount) in sums.amounts.iter().enumerate() {
        let weight = roles
            .iter()
            .filter_map(|(role, factor)| {
                amount.guesses.iter().find(|g| g.role == *role).map(|g| g.weight * factor)
            })
            .fold(0.0, f32::max);
        if weight < 0.2 {
            continue;
        }
        match found.iter_mut().find(|(_, value, _)| *value == amount.value) {
            Some(old) if old.0 >= weight => {}
            Some(old) => *old = (weight, amount.value, at),
            None => found.push((weight, amount.value, at)),
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.2.cmp(&a.2)));
    found.truncate(MOST);
    found
}

/// The assignment that the labels alone make, where net + tax = gross holds.
fn propose(sums: &Sums<'_>, like: &Settlement) -> Option<Settlement> {
    let nets = labelled(sums, &[(Role::Net, 1.0), (Role::Lines, 0.6), (Role::Base, 0.4)]);
    let grosses = labelled(sums, &[(Role::Gross, 1.0), (Role::Due, 0.7)]);
    let mut best: Option<(f32, Settlement)> = None;
    for (net_weight, net, net_at) in &nets {
        for (gross_weight, gross, gross_at) in &grosses {
            let tax = gross - net;
            let fits = tax != 0 && tax.signum() == gross.signum() && tax.abs() < net.abs();
            let printed = sums.amounts.iter().enumerate().filter(|(_, a)| a.value == tax);
            let weight = |a: &Amount| {
                a.guesses.iter().filter(|g| g.role == Role::Tax).map(|g| g.weight).fold(0.0, f32::max)
            };
            let tax_at = printed.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1))).filter(|_| fits);
            let Some((tax_at, amount)) = tax_at else { continue };
            if is_base(sums, *net, tax) && is_base(sums, tax, tax) {
                continue;
            }
            let score = net_weight + 1.3 * gross_weight + weight(amount);
            if best.as_ref().is_none_or(|(most, _)| score > *most) {
                let figure = |value: i64, at: usize| Some(Figure { value, at: Some(at) });
                let rated = sums.rates.iter().any(|rate| {
                    (i128::from(*net) * i128::from(*rate) / 1_000_000 - i128::from(tax)).abs() <= 100
                });
                let mut proofs = vec![Proof::Sum];
                proofs.extend(rated.then_some(Proof::Rate));
                let same = like.gross.is_some_and(|g| g.value == *gross);
                let due = if same { like.due } else { due(sums, *gross).or(figure(*gross, *gross_at)) };
                let settled = Settlement {
                    net: figure(*net, *net_at),
                    tax: figure(tax, tax_at),
                    gross: figure(*gross, *gross_at),
                    due,
                    taxes: if like.tax.is_some_and(|t| t.value == tax) {
                        like.taxes.clone()
                    } else {
                        Vec::new()
                    },
                    proofs,
                    ..Settlement::default()
                };
                best = Some((score, settled));
            }
        }
    }
    best.map(|(_, settled)| settled)
}

/// What is labelled as left to pay, and is no more than the gross.
fn due(sums: &Sums<'_>, gross: i64) -> Option<Figure> {
    let weight =
        |a: &Amount| a.guesses.iter().filter(|g| g.role == Role::Due).map(|g| g.weight).fold(0.0, f32::max);
    let fits =
        sums.amounts.iter().enumerate().filter(|(_, a)| weight(a) >= 0.7 && a.value.abs() <= gross.abs());
    fits.max_by(|a, b| weight(a.1).total_cmp(&weight(b.1)).then(a.0.cmp(&b.0)))
        .map(|(at, a)| Figure { value: a.value, at: Some(at) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arithmetic::Guess;

    #[test]
    fn two_bases_of_taxes_are_no_net_with_its_tax() {
        use Role::{Base, Due, Gross, Lines, Net, Tax};
        let amount = |(value, guesses): (i64, &[(Role, f32)])| Amount {
            value: value * 100,
            guesses: guesses.iter().map(|(role, weight)| Guess::new(*role, *weight)).collect(),
            page: 0,
            x: 190.0,
            y: 0.0,
        };
        // The prices include the tax; under the totals: 3,966.94 at 21 % 833.06, and 156.82 at 10 % 15.68.
        let amounts: Vec<Amount> = [
            (497_250, &[(Lines, 0.8), (Net, 0.5), (Base, 0.3)][..]),
            (84_874, &[(Tax, 0.9)]),
            (412_376, &[(Gross, 0.6), (Net, 0.25), (Due, 0.15)]),
            (497_250, &[(Due, 0.95), (Gross, 0.55)]),
            (396_694, &[(Tax, 0.67), (Net, 0.67), (Lines, 0.3), (Base, 0.3)]),
            (83_306, &[]),
            (15_682, &[(Tax, 0.63), (Net, 0.63), (Lines, 0.28), (Base, 0.28)]),
            (1_568, &[]),
        ]
        .map(amount)
        .into();
        let (rates, rows) = ([210_000, 100_000], [38_000_000, 10_000_000, 1_725_000]);
        let sums = Sums {
            amounts: &amounts,
            rates: &rates,
            levies: &[],
            rows: &rows,
            minor: 100,
            untaxed: 0.0,
            lossy: true,
        };
        let settled = judge(&sums);
        let values = [settled.net, settled.tax, settled.gross].map(|figure| figure.map(|f| f.value));
        assert_eq!(values, [Some(41_237_600), Some(8_487_400), Some(49_725_000)]);
    }
}
