//! Business ids as 128 bits each, keyed anew for each file, so that nobody can make two that agree. Two of a million agree
//! by chance less often than once in 10²⁵ files.
use std::{
    collections::{HashMap, HashSet, hash_map::RandomState},
    hash::{BuildHasher, BuildHasherDefault, Hasher},
};

/// Turns ids into prints.
#[derive(Default)]
struct Keys(RandomState, RandomState);

impl Keys {
    fn print(&self, id: &str) -> [u64; 2] {
        [self.0.hash_one(id), self.1.hash_one(id)]
    }
}

/// What is a hash already needs none.
#[derive(Default)]
struct Print(u64);

impl Hasher for Print {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        let first = bytes.first_chunk().copied().unwrap_or_default();
        self.0 ^= u64::from_ne_bytes(first);
    }

    fn write_usize(&mut self, _: usize) {}
}

type Build = BuildHasherDefault<Print>;

/// How many parts [`Seen`] has.
const PARTS: usize = 16;

/// Which loans have come, in parts: one that grows is there twice for a moment, which of the whole would be felt.
#[derive(Default)]
pub struct Seen {
    parts: [HashSet<[u64; 2], Build>; PARTS],
    keys: Keys,
}

impl Seen {
    /// Adds a loan; whether it is new.
    pub fn add(&mut self, id: &str) -> bool {
        let print = self.keys.print(id);
        self.parts[print[1] as usize % PARTS].insert(print)
    }
}

/// Where loans are, by their business ids.
#[derive(Default)]
pub struct Places {
    places: HashMap<[u64; 2], u32, Build>,
    keys: Keys,
}

impl Places {
    /// Notes a loan.
    pub fn add(&mut self, id: &str, place: u32) {
        self.places.insert(self.keys.print(id), place);
    }

    /// Where a loan is.
    pub fn get(&self, id: &str) -> Option<u32> {
        self.places.get(&self.keys.print(id)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_apart() {
        let (mut seen, mut places) = (Seen::default(), Places::default());
        for n in 0..100_000 {
            assert!(seen.add(&n.to_string()));
            places.add(&n.to_string(), n);
        }
        assert!(
            (0..100_000).all(|n: u32| !seen.add(&n.to_string()) && places.get(&n.to_string()) == Some(n))
        );
        assert_eq!(places.get("x"), None);
    }
}
