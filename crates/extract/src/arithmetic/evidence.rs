//! Amounts by value, with the best that their labels say.

use std::collections::HashMap;

use super::{Levy, ROLES, Role, Sums, TaxKind};

/// One value, wherever it is printed.
pub(super) struct Value {
    pub value: i64,
    /// Best weight per role.
    pub weight: [f32; ROLES],
    /// The place of that best weight, else the last place.
    pub at: [usize; ROLES],
    /// The last place of all.
    pub last: usize,
}

impl Value {
    pub(super) fn of(&self, role: Role) -> f32 {
        self.weight[role as usize]
    }

    pub(super) fn place(&self, role: Role) -> usize {
        self.at[role as usize]
    }

    /// How much more the labels say for another role than for any of these.
    pub(super) fn against(&self, roles: &[Role]) -> f32 {
        let mut wanted = 0.0_f32;
        let mut other = 0.0_f32;
        for (index, weight) in self.weight.iter().enumerate() {
            if roles.iter().any(|role| *role as usize == index) {
                wanted = wanted.max(*weight);
            } else {
                other = other.max(*weight);
            }
        }
        (other - wanted).max(0.0)
    }
}

/// A sum of amounts that are labelled as tax.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// Bits of [`Evidence::taxes`].
    pub mask: u16,
    pub weight: f32,
}

/// What the search looks things up in.
pub(super) struct Evidence {
    pub values: Vec<Value>,
    pub by_value: HashMap<i64, usize>,
    /// Amounts labelled as tax, at most twelve.
    pub taxes: Vec<usize>,
    /// Sums of these.
    pub tax_sums: HashMap<i64, Part>,
    /// Sum of the table of taxes, and of its bases.
    pub levied: Option<i64>,
    pub based: Option<i64>,
    /// Sum of the rows.
    pub rows: Option<i64>,
    pub greatest: i64,
    pub minor: i64,
}

/// At most so many amounts are summed as taxes: 2¹² sums.
const TAXES: usize = 12;
/// Amounts beyond ten trillion are numbers of something else, and sums of them could overflow.
const MOST: u64 = 100_000_000_000_000_000;

impl Evidence {
    pub(super) fn of(sums: &Sums) -> Self {
        let mut values: Vec<Value> = Vec::new();
        let mut by_value: HashMap<i64, usize> = HashMap::with_capacity(sums.amounts.len());
        for (place, amount) in sums.amounts.iter().enumerate() {
            if amount.value.unsigned_abs() > MOST {
                continue;
            }
            let index = *by_value.entry(amount.value).or_insert_with(|| {
                values.push(Value {
                    value: amount.value,
                    weight: [0.0; ROLES],
                    at: [place; ROLES],
                    last: place,
                });
                values.len() - 1
            });
            note(&mut values[index], place, amount);
        }
        for value in &mut values {
            for role in 0..ROLES {
                if value.weight[role] == 0.0 {
                    value.at[role] = value.last;
                }
            }
        }
        let taxes = tax_places(sums);
        let tax_sums = subsets(sums, &taxes);
        let greatest = values.iter().map(|value| value.value).max().unwrap_or(0);
        let minor = if sums.minor <= 0 { 100 } else { sums.minor };
        let rows = (!sums.rows.is_empty())
            .then(|| sums.rows.iter().fold(0_i64, |sum, row| sum.saturating_add(*row)));
        let rows = rows.filter(|sum| sum.unsigned_abs() <= MOST);
        let (levied, based) = table(sums.levies);
        Self { values, by_value, taxes, tax_sums, levied, based, rows, greatest, minor }
    }

    pub(super) fn get(&self, value: i64) -> Option<&Value> {
        self.by_value.get(&value).map(|index| &self.values[*index])
    }
}

fn note(value: &mut Value, place: usize, amount: &super::Amount) {
    value.last = place;
    for guess in &amount.guesses {
        let role = guess.role as usize;
        if guess.weight > 0.0 && guess.weight >= value.weight[role] {
            value.weight[role] = guess.weight;
            value.at[role] = place;
        }
    }
}

fn tax_weight(amount: &super::Amount) -> f32 {
    amount
        .guesses
        .iter()
        .filter(|guess| guess.role == Role::Tax)
        .map(|guess| guess.weight)
        .fold(0.0, f32::max)
}

fn tax_places(sums: &Sums) -> Vec<usize> {
    let mut places: Vec<usize> = (0..sums.amounts.len())
        .filter(|place| sums.amounts[*place].value != 0 && sums.amounts[*place].value.unsigned_abs() <= MOST)
        .filter(|place| tax_weight(&sums.amounts[*place]) > 0.2)
        .collect();
    if places.len() > TAXES {
        // The last ones stand nearest to the totals.
        places.sort_by(|a, b| {
            tax_weight(&sums.amounts[*b]).total_cmp(&tax_weight(&sums.amounts[*a])).then(b.cmp(a))
        });
        places.truncate(TAXES);
        places.sort_unstable();
    }
    places
}

/// Every sum of tax amounts with the fewest parts that give it.
fn subsets(sums: &Sums, taxes: &[usize]) -> HashMap<i64, Part> {
    let mut found: HashMap<i64, Part> = HashMap::with_capacity(1 << taxes.len());
    let twins = twins(sums, taxes);
    for mask in 1..(1_u32 << taxes.len()) {
        if twins.iter().any(|pair| mask & pair == *pair) {
            continue;
        }
        let mut total = 0_i64;
        let mut weight = 0.0;
        for (bit, place) in taxes.iter().enumerate() {
            if mask & (1 << bit) != 0 {
                total = total.saturating_add(sums.amounts[*place].value);
                weight += tax_weight(&sums.amounts[*place]);
            }
        }
        let count = mask.count_ones();
        let part = Part { mask: mask as u16, weight: weight / count as f32 };
        let better = found.get(&total).is_none_or(|old| {
            let old_count = old.mask.count_ones();
            count < old_count || (count == old_count && part.weight > old.weight)
        });
        if better {
            found.insert(total, part);
        }
    }
    found
}

/// Pairs of places, as bits, at which one tax is printed: the amount, the tax and the rate are the same.
fn twins(sums: &Sums, taxes: &[usize]) -> Vec<u32> {
    let named = |place: usize| {
        let amount = &sums.amounts[place];
        let guesses = amount.guesses.iter().filter(|guess| guess.role == Role::Tax);
        let best = guesses.max_by(|a, b| a.weight.total_cmp(&b.weight));
        (amount.value, best.and_then(|guess| guess.kind), best.and_then(|guess| guess.rate))
    };
    let all: Vec<_> = taxes.iter().map(|place| named(*place)).collect();
    let pairs = (0..all.len()).flat_map(|two| (0..two).map(move |one| (one, two)));
    pairs.filter(|(one, two)| all[*one] == all[*two]).map(|(one, two)| 1 << one | 1 << two).collect()
}

/// The sum of a table's taxes and that of its bases; the halves of a GST share one base.
fn table(levies: &[Levy]) -> (Option<i64>, Option<i64>) {
    if levies.is_empty() {
        return (None, None);
    }
    let levied = levies.iter().try_fold(0_i64, |sum, levy| sum.checked_add(levy.amount?));
    let based = levies
        .iter()
        .filter(|levy| !matches!(levy.kind, TaxKind::Sgst | TaxKind::Utgst | TaxKind::Cess | TaxKind::Other))
        .try_fold(0_i64, |sum, levy| sum.checked_add(levy.base?));
    (
        levied.filter(|sum| sum.unsigned_abs() <= MOST),
        based.filter(|base| *base != 0 && base.unsigned_abs() <= MOST),
    )
}
