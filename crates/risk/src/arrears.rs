//! Days past due: buckets, and how loans roll from one to the next.
//!
//! The limits follow "more than 30" (IFRS 9, 5.5.11) and "more than 90 days" (Basel CRE36.69, IFRS 9 B5.5.37): a limit
//! belongs to the bucket below it.

use serde::Serialize;

/// What buckets and rates mean.
pub const DEFINITION: &str = "Days past due = days since the oldest unpaid due day, at least 0; a limit belongs to the \
     bucket below it (30 days are in 1–30). Roll rate: share of a bucket's loans (of their opening balance) found in each \
     bucket one period later; net flow: balance of a bucket over the balance of the one before it a period earlier.";

/// No days: the loan isn't on this tape (not yet, or paid off).
pub const ABSENT: i32 = i32::MIN;

/// Days past due on `as_of` of a loan whose oldest unpaid payment fell due on `due`; 0 without one.
#[must_use]
pub fn days_past_due(due: Option<i32>, as_of: i32) -> i32 {
    due.map_or(0, |due| as_of.saturating_sub(due).max(0))
}

/// Limits between buckets, ascending: `[0, 30, 90]` makes 0, 1–30, 31–90 and 91+.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Buckets(Vec<i32>);

impl Default for Buckets {
    /// 0, 1–30, 31–60, 61–90, 91–180, 181+.
    fn default() -> Self {
        Self(vec![0, 30, 60, 90, 180])
    }
}

impl Buckets {
    /// Buckets of these limits; none when they don't ascend from 0 or more, or are more than 30.
    #[must_use]
    pub fn new(limits: Vec<i32>) -> Option<Self> {
        let ascend = limits.windows(2).all(|pair| pair[0] < pair[1]);
        (ascend && limits.first().is_some_and(|first| *first >= 0) && limits.len() <= 30)
            .then_some(Self(limits))
    }

    /// How many buckets there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.0.len() + 1
    }

    /// The bucket of these days; days below 0 count as 0.
    #[must_use]
    pub fn of(&self, days: i32) -> usize {
        self.0.iter().map(|limit| usize::from(days > *limit)).sum()
    }

    /// First and last day of a bucket; the last one has no last day.
    #[must_use]
    pub fn days(&self, bucket: usize) -> (i32, Option<i32>) {
        let from = bucket
            .checked_sub(1)
            .and_then(|before| self.0.get(before))
            .map_or(0, |limit| limit.saturating_add(1));
        (from, self.0.get(bucket).copied())
    }

    /// As people write it: `0`, `1–30`, `91+`.
    #[must_use]
    pub fn name(&self, bucket: usize) -> String {
        match self.days(bucket) {
            (from, Some(to)) if from == to => from.to_string(),
            (from, Some(to)) => format!("{from}–{to}"),
            (from, None) => format!("{from}+"),
        }
    }
}

/// One bucket.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bucket {
    /// As people write it.
    pub name: String,
    /// Loans in it.
    pub loans: u64,
    /// Their exposure, in the unit given.
    pub exposure: i128,
    /// Share of all loans.
    pub share_of_loans: f64,
    /// Share of all exposure.
    pub share_of_exposure: f64,
}

/// Loans by days past due.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Aging {
    /// By bucket, current first.
    pub buckets: Vec<Bucket>,
    /// Share of the exposure that is past due at all.
    pub past_due: f64,
    /// What the figures mean.
    pub definition: &'static str,
}

/// Loans by bucket. `days` and `exposure` stand by loan; a loan that is [`ABSENT`] isn't counted, and one without
/// exposure counts as one of 0.
#[must_use]
pub fn aging(days: &[i32], exposure: &[i64], buckets: &Buckets) -> Aging {
    let mut sums = vec![(0_u64, 0_i128); buckets.count()];
    for (loan, days) in days.iter().enumerate().filter(|(_, days)| **days != ABSENT) {
        let sum = &mut sums[buckets.of(*days)];
        sum.0 += 1;
        sum.1 += i128::from(exposure.get(loan).copied().unwrap_or(0));
    }
    let loans: u64 = sums.iter().map(|sum| sum.0).sum();
    let total: i128 = sums.iter().map(|sum| sum.1).sum();
    let bucket = |(place, sum): (usize, &(u64, i128))| Bucket {
        name: buckets.name(place),
        loans: sum.0,
        exposure: sum.1,
        share_of_loans: share(sum.0 as f64, loans as f64),
        share_of_exposure: share(sum.1 as f64, total as f64),
    };
    let list: Vec<Bucket> = sums.iter().enumerate().map(bucket).collect();
    let past_due = list.iter().skip(1).map(|bucket| bucket.share_of_exposure).sum();
    Aging { buckets: list, past_due, definition: DEFINITION }
}

/// The loans in a bucket, by their places.
#[must_use]
pub fn loans(days: &[i32], buckets: &Buckets, bucket: usize) -> Vec<u32> {
    let inside = |days: i32| days != ABSENT && buckets.of(days) == bucket;
    (0..days.len()).filter(|loan| inside(days[*loan])).map(|loan| loan as u32).collect()
}

fn share(part: f64, of: f64) -> f64 {
    if of > 0.0 { part / of } else { 0.0 }
}

/// The loans on one day.
#[derive(Clone, Copy, Debug)]
pub struct Snapshot<'a> {
    /// Days past due by loan; [`ABSENT`] when it isn't there. Loans beyond the end aren't either.
    pub days: &'a [i32],
    /// Exposure by loan.
    pub exposure: &'a [i64],
}

impl Snapshot<'_> {
    fn at(&self, loan: usize) -> Option<(i32, i128)> {
        let days = self.days.get(loan).copied().filter(|days| *days != ABSENT)?;
        Some((days, i128::from(self.exposure.get(loan).copied().unwrap_or(0))))
    }
}

/// How loans rolled from bucket to bucket in a period, or in several added up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Roll {
    /// Names of the buckets, current first.
    pub names: Vec<String>,
    /// Loans by bucket before (row) and after (column); the last column holds those that left (paid off, sold).
    pub loans: Vec<Vec<u64>>,
    /// Their opening balances likewise.
    pub balances: Vec<Vec<i128>>,
    /// Σ opening balances by bucket.
    pub opening: Vec<i128>,
    /// Σ closing balances by bucket, loans that joined in the period among them.
    pub closing: Vec<i128>,
    /// What the figures mean.
    pub definition: &'static str,
}

impl Roll {
    /// Nothing rolled yet.
    #[must_use]
    pub fn none(buckets: &Buckets) -> Self {
        let count = buckets.count();
        Self {
            names: (0..count).map(|bucket| buckets.name(bucket)).collect(),
            loans: vec![vec![0; count + 1]; count],
            balances: vec![vec![0; count + 1]; count],
            opening: vec![0; count],
            closing: vec![0; count],
            definition: DEFINITION,
        }
    }

    /// Adds a period. Loans that join in it count in the closing balances only.
    pub fn add(&mut self, before: Snapshot<'_>, after: Snapshot<'_>, buckets: &Buckets) {
        let gone = self.names.len();
        for loan in 0..before.days.len().max(after.days.len()) {
            let closed = after.at(loan).map(|(days, balance)| (buckets.of(days), balance));
            if let Some((bucket, balance)) = closed {
                self.closing[bucket] += balance;
            }
            if let Some((days, balance)) = before.at(loan) {
                let (from, to) = (buckets.of(days), closed.map_or(gone, |(bucket, _)| bucket));
                self.loans[from][to] += 1;
                self.balances[from][to] += balance;
                self.opening[from] += balance;
            }
        }
    }

    /// Roll rates by loans: each row sums to 1, or is 0 without a loan.
    #[must_use]
    pub fn rates(&self) -> Vec<Vec<f64>> {
        let row = |row: &Vec<u64>| {
            let all: u64 = row.iter().sum();
            row.iter().map(|loans| share(*loans as f64, all as f64)).collect()
        };
        self.loans.iter().map(row).collect()
    }

    /// Roll rates by opening balance: each row sums to 1, or is 0 without a balance.
    #[must_use]
    pub fn rates_by_balance(&self) -> Vec<Vec<f64>> {
        let row = |row: &Vec<i128>| {
            let all: i128 = row.iter().sum();
            row.iter().map(|balance| share(*balance as f64, all as f64)).collect()
        };
        self.balances.iter().map(row).collect()
    }

    /// Net flow into each bucket from the second on: closing balance over the opening balance of the bucket before.
    #[must_use]
    pub fn net_flow(&self) -> Vec<f64> {
        self.closing
            .iter()
            .skip(1)
            .zip(&self.opening)
            .map(|(to, from)| share(*to as f64, *from as f64))
            .collect()
    }

    /// Share of each bucket's balance that flows on into the last bucket, if each net flow goes on as it is: the product
    /// of the net flows from there on (the last is 1). A flow above 1 counts as 1.
    #[must_use]
    pub fn flow_to_last(&self) -> Vec<f64> {
        let mut found = vec![1.0];
        for flow in self.net_flow().iter().rev() {
            found.push(found[found.len() - 1] * flow.min(1.0));
        }
        found.reverse();
        found
    }

    /// By bucket from the second on: share of the loans that were current one period later (cures).
    #[must_use]
    pub fn cures(&self) -> Vec<f64> {
        self.rates().iter().skip(1).map(|row| row[0]).collect()
    }
}

/// The loans that rolled from a bucket into another one; into none (they left) without it.
#[must_use]
pub fn rolled(
    before: Snapshot<'_>,
    after: Snapshot<'_>,
    buckets: &Buckets,
    (from, to): (usize, Option<usize>),
) -> Vec<u32> {
    let is = |loan: &usize| {
        before.at(*loan).is_some_and(|(days, _)| buckets.of(days) == from)
            && after.at(*loan).map(|(days, _)| buckets.of(days)) == to
    };
    (0..before.days.len()).filter(is).map(|loan| loan as u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_limit_belongs_to_the_bucket_below() {
        let buckets = Buckets::default();
        let of = [-3, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, i32::MAX].map(|days| buckets.of(days));
        assert_eq!(of, [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
        let names: Vec<_> = (0..6).map(|bucket| buckets.name(bucket)).collect();
        assert_eq!(names, ["0", "1–30", "31–60", "61–90", "91–180", "181+"]);
        assert_eq!(Buckets::new(vec![0, 30, 30]), None);
        assert_eq!(Buckets::new(vec![]), None);
        assert_eq!(
            (days_past_due(Some(10), 40), days_past_due(Some(50), 40), days_past_due(None, 40)),
            (30, 0, 0)
        );
    }

    /// Ten loans of 100; the last one joins, loan 8 leaves.
    const BEFORE: [i32; 9] = [0, 0, 0, 0, 10, 20, 40, 70, 100];
    const AFTER: [i32; 10] = [0, 0, 0, 25, 0, 50, 70, 100, ABSENT, 0];

    #[test]
    fn loans_roll_as_counted_by_hand() {
        let buckets = Buckets::new(vec![0, 30, 60, 90]).unwrap();
        let (opening, closing) = ([100; 9], [90; 10]);
        let before = Snapshot { days: &BEFORE, exposure: &opening };
        let after = Snapshot { days: &AFTER, exposure: &closing };
        let mut roll = Roll::none(&buckets);
        roll.add(before, after, &buckets);
        assert_eq!(roll.rates()[0], [0.75, 0.25, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(roll.rates()[1], [0.5, 0.0, 0.5, 0.0, 0.0, 0.0]);
        assert_eq!(roll.loans[4], [0, 0, 0, 0, 0, 1]);
        assert_eq!(roll.opening, [400, 200, 100, 100, 100]);
        assert_eq!(roll.closing, [450, 90, 90, 90, 90]);
        assert_eq!(roll.net_flow(), [0.225, 0.45, 0.9, 0.9]);
        let last = roll.flow_to_last();
        assert!((last[0] - 0.225 * 0.45 * 0.81).abs() < 1e-15 && last[4] == 1.0);
        assert_eq!(roll.cures(), [0.5, 0.0, 0.0, 0.0]);
        assert_eq!(rolled(before, after, &buckets, (0, Some(1))), [3]);
        assert_eq!(rolled(before, after, &buckets, (4, None)), [8]);
        assert_eq!(loans(&AFTER, &buckets, 0), [0, 1, 2, 4, 9]);
    }

    #[test]
    fn ages_are_shares_of_those_present() {
        let found = aging(&AFTER, &[10; 10], &Buckets::default());
        assert_eq!(found.buckets.iter().map(|bucket| bucket.loans).collect::<Vec<_>>(), [5, 1, 1, 1, 1, 0]);
        assert_eq!((found.buckets[0].exposure, found.buckets[0].share_of_exposure), (50, 5.0 / 9.0));
        assert!((found.past_due - 4.0 / 9.0).abs() < 1e-15);
    }

    proptest! {
        #[test]
        fn rows_sum_to_one_and_balances_are_kept(
            rows in prop::collection::vec((0i32..300, 0i32..300, 0i64..1_000, any::<bool>()), 0..60),
        ) {
            let buckets = Buckets::default();
            let before: Vec<i32> = rows.iter().map(|row| row.0).collect();
            let after: Vec<i32> = rows.iter().map(|row| if row.3 { ABSENT } else { row.1 }).collect();
            let exposure: Vec<i64> = rows.iter().map(|row| row.2).collect();
            let mut roll = Roll::none(&buckets);
            let (one, two) = (
                Snapshot { days: &before, exposure: &exposure },
                Snapshot { days: &after, exposure: &exposure },
            );
            roll.add(one, two, &buckets);
            for row in roll.rates().iter().chain(&roll.rates_by_balance()) {
                let sum: f64 = row.iter().sum();
                prop_assert!(sum == 0.0 || (sum - 1.0).abs() < 1e-12);
            }
            let all: i128 = exposure.iter().map(|one| i128::from(*one)).sum();
            prop_assert_eq!(roll.opening.iter().sum::<i128>(), all);
            prop_assert_eq!(roll.balances.iter().flatten().sum::<i128>(), all);
            for (from, row) in roll.loans.iter().enumerate() {
                for (to, count) in row.iter().enumerate() {
                    let to = (to < buckets.count()).then_some(to);
                    prop_assert_eq!(rolled(one, two, &buckets, (from, to)).len() as u64, *count);
                }
            }
        }
    }
}
