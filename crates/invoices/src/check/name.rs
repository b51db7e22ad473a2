//! How alike names are.
use std::collections::BTreeSet;

use crate::vendor::model::name_key;

/// How alike two sets are: what they share of all that they hold.
pub fn jaccard<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> f64 {
    let all = a.union(b).count();
    if all == 0 { 0.0 } else { a.intersection(b).count() as f64 / all as f64 }
}

/// How alike two names are, from 0 to 1: 0.7 × words + 0.3 × letters, without legal forms and punctuation.
pub fn similarity(a: &str, b: &str) -> f64 {
    let (a, b) = (name_key(a), name_key(b));
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let letters = |name: &str| name.chars().filter(|c| c.is_alphanumeric()).collect::<BTreeSet<_>>();
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    0.7 * jaccard(&words(&a), &words(&b)) + 0.3 * jaccard(&letters(&a), &letters(&b))
}

/// Whether one name may stand for the other: alike, or one holds all words of the other, or is its initials.
pub fn may_be(a: &str, b: &str) -> bool {
    let (short, long) = (name_key(a), name_key(b));
    if short.is_empty() || long.is_empty() {
        return true;
    }
    let words = |name: &str| name.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (first, second) = (words(&short), words(&long));
    let initials = |name: &str| name.split(' ').filter_map(|word| word.chars().next()).collect::<String>();
    let joined = |name: &str| name.replace(' ', "");
    similarity(a, b) >= 0.5
        || first.is_subset(&second)
        || second.is_subset(&first)
        || joined(&short) == initials(&long)
        || joined(&long) == initials(&short)
        || joined(&short) == joined(&long)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    // Section 9 of the contract: 0.7 × Jaccard of words + 0.3 × Jaccard of letters; below 0.5 is another name.
    #[test]
    fn names_are_compared_by_words_and_letters() {
        assert_eq!(similarity("Acme Pvt. Ltd.", "ACME Private Limited"), 1.0);
        let two_of_three = similarity("Acme Steel Works", "Acme Steel");
        assert!(two_of_three > 0.6 && two_of_three < 0.9, "{two_of_three}");
        assert!(similarity("Acme Steel", "Bharat Traders") < 0.5);
        assert_eq!(similarity("", "Acme"), 0.0);
    }

    #[test]
    fn short_names_may_stand_for_long_ones() {
        assert!(may_be("IBM", "International Business Machines Corp."));
        assert!(may_be("Müller", "Müller Metallbau GmbH & Co. KG"));
        assert!(may_be("Smart Works", "SmartWorks Ltd"));
        assert!(!may_be("Müller Metallbau GmbH", "Nordwind Logistik AG"));
    }

    proptest! {
        #[test]
        fn likeness_has_no_direction(a in "[a-z]{1,6}( [a-z]{1,6}){0,3}", b in "[a-z]{1,6}( [a-z]{1,6}){0,3}") {
            let (one, other) = (similarity(&a, &b), similarity(&b, &a));
            prop_assert!((one - other).abs() < 1e-12 && (0.0..=1.0 + 1e-12).contains(&one));
            prop_assert!(similarity(&a, &a) > 0.999 || name_key(&a).is_empty());
        }
    }
}
