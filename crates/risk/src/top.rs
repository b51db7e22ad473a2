//! The greatest of many, without sorting them all.
use std::{cmp::Reverse, collections::BinaryHeap};

/// Keeps the rows with the greatest keys; of equal ones, those that came first.
#[derive(Clone, Debug)]
pub struct Top<K> {
    limit: usize,
    kept: BinaryHeap<Reverse<(K, Reverse<u32>)>>,
    /// The least key kept, when `limit` are kept.
    least: Option<K>,
}

impl<K: Copy + Ord> Top<K> {
    /// Keeps at most so many.
    pub fn new(limit: usize) -> Self {
        Self { limit, kept: BinaryHeap::new(), least: None }
    }

    /// Looks at one row; rows must come in ascending order.
    #[inline(always)]
    pub fn see(&mut self, key: K, row: usize) {
        if self.least.is_none_or(|least| key > least) {
            self.keep(key, row as u32);
        }
    }

    fn keep(&mut self, key: K, row: u32) {
        self.kept.push(Reverse((key, Reverse(row))));
        if self.kept.len() > self.limit {
            self.kept.pop();
        }
        if self.kept.len() == self.limit {
            self.least = self.kept.peek().map(|Reverse((key, _))| *key);
        }
    }

    /// Keys and rows, greatest first.
    pub fn finish(self) -> Vec<(K, u32)> {
        let sorted = self.kept.into_sorted_vec();
        sorted.into_iter().map(|Reverse((key, Reverse(row)))| (key, row)).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_greatest_are_those_of_a_full_sort(keys in prop::collection::vec(0_i32..9, 0..40), limit in 0_usize..12) {
            let mut top = Top::new(limit);
            keys.iter().enumerate().for_each(|(row, key)| top.see(*key, row));
            let mut sorted: Vec<(i32, u32)> = keys.iter().copied().zip(0..).collect();
            sorted.sort_by_key(|(key, row)| (Reverse(*key), *row));
            sorted.truncate(limit);
            prop_assert_eq!(top.finish(), sorted);
        }
    }
}
