//! Ratings over time as columns.

use crate::scale::Rating;
use serde::Serialize;
use std::ops::Range;

/// Ratings over time: one entry a rating, ascending by loan and then by day, never two of a loan on one day. A rating
/// holds from its day until the loan's next entry; [`Rating::WITHDRAWN`] ends it. All columns have the same length;
/// [`History::new`] and [`History::sorted`] keep that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Number of the loan, dense from 0: the place of the loan in the tape, or any other numbering of the caller.
    pub loan: Vec<u32>,
    /// Day from which the rating holds, in days since 1970-01-01.
    pub day: Vec<i32>,
    /// The rating; [`Rating::WITHDRAWN`] is allowed.
    pub rating: Vec<Rating>,
}

/// Why columns are no history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disorder {
    /// The columns differ in length.
    Lengths,
    /// This entry doesn't come after the one before it.
    Order {
        /// Place of the entry.
        row: usize,
    },
    /// This entry has neither a notch nor "withdrawn".
    Rating {
        /// Place of the entry.
        row: usize,
    },
}

impl History {
    /// The history of these columns, which must be in order already.
    ///
    /// # Errors
    /// [`Disorder`] tells the first entry that breaks the order.
    pub fn new(loan: Vec<u32>, day: Vec<i32>, rating: Vec<Rating>) -> Result<Self, Disorder> {
        if loan.len() != day.len() || loan.len() != rating.len() {
            return Err(Disorder::Lengths);
        }
        if let Some(row) = rating.iter().position(|r| !r.is_notch() && *r != Rating::WITHDRAWN) {
            return Err(Disorder::Rating { row });
        }
        let order = |row: &usize| (loan[*row - 1], day[*row - 1]) >= (loan[*row], day[*row]);
        match (1..loan.len()).find(order) {
            Some(row) => Err(Disorder::Order { row }),
            None => Ok(Self { loan, day, rating }),
        }
    }

    /// The history of entries in any order. Of several of a loan on one day the last given stays; an entry that is
    /// neither a notch nor "withdrawn" is left out.
    #[must_use]
    pub fn sorted(entries: impl IntoIterator<Item = (u32, i32, Rating)>) -> Self {
        let mut entries: Vec<_> =
            entries.into_iter().filter(|(_, _, r)| r.is_notch() || *r == Rating::WITHDRAWN).collect();
        entries.sort_by_key(|(loan, day, _)| (*loan, *day));
        entries.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            if same {
                kept.2 = next.2;
            }
            same
        });
        let mut history = Self::default();
        for (loan, day, rating) in entries {
            history.loan.push(loan);
            history.day.push(day);
            history.rating.push(rating);
        }
        history
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.loan.len()
    }

    /// No entry at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.loan.is_empty()
    }

    /// The places of a loan's entries; empty for a loan without any.
    #[must_use]
    pub fn of(&self, loan: u32) -> Range<usize> {
        let start = self.loan.partition_point(|other| *other < loan);
        start..start + self.loan[start..].partition_point(|other| *other == loan)
    }

    /// Calls `look` with each loan and the places of its entries, in order.
    pub fn each_loan(&self, mut look: impl FnMut(u32, Range<usize>)) {
        let mut start = 0;
        for row in 0..self.len() {
            if row + 1 == self.len() || self.loan[row + 1] != self.loan[row] {
                look(self.loan[row], start..row + 1);
                start = row + 1;
            }
        }
    }

    /// The loan's rating on a day: its last entry up to and on that day. None before the first.
    #[must_use]
    pub fn on(&self, loan: u32, as_of: i32) -> Option<Rating> {
        let rows = self.of(loan);
        let until = rows.start + self.day[rows.clone()].partition_point(|day| *day <= as_of);
        (until > rows.start).then(|| self.rating[until - 1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn r(name: &str) -> Rating {
        Rating::parse_or_withdrawn(name).unwrap()
    }

    #[test]
    fn entries_are_sorted_and_the_last_of_a_day_stays() {
        let found = History::sorted([
            (2, 10, r("A")),
            (1, 20, r("BB")),
            (1, 5, r("B")),
            (2, 10, r("AA")),
            (3, 1, Rating(40)),
        ]);
        assert_eq!((found.loan.clone(), found.day.clone()), (vec![1, 1, 2], vec![5, 20, 10]));
        assert_eq!(found.rating, [r("B"), r("BB"), r("AA")]);
        assert_eq!((found.of(1), found.of(2), found.of(9)), (0..2, 2..3, 3..3));
        assert_eq!((found.on(1, 4), found.on(1, 5), found.on(1, 99)), (None, Some(r("B")), Some(r("BB"))));
        let mut seen = Vec::new();
        found.each_loan(|loan, rows| seen.push((loan, rows)));
        assert_eq!(seen, [(1, 0..2), (2, 2..3)]);
        assert_eq!(History::new(found.loan.clone(), found.day.clone(), found.rating.clone()), Ok(found));
    }

    #[test]
    fn disorder_is_told_with_its_place() {
        let a = r("A");
        assert_eq!(History::new(vec![0], vec![], vec![a]), Err(Disorder::Lengths));
        assert_eq!(History::new(vec![0, 0], vec![1, 1], vec![a, a]), Err(Disorder::Order { row: 1 }));
        assert_eq!(History::new(vec![1, 0], vec![1, 2], vec![a, a]), Err(Disorder::Order { row: 1 }));
        assert_eq!(History::new(vec![0], vec![1], vec![Rating(22)]), Err(Disorder::Rating { row: 0 }));
    }
}
