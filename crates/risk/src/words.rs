//! Words in one piece of text, each once, and where each of them is.
use std::hash::{BuildHasher, RandomState};

/// Words, numbered from 0 in the order in which they came. One text holds all of them: a million of them are copied,
/// written to a file and read from it as one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    text: String,
    ends: Vec<u64>,
}

impl Words {
    /// The words whose ends in `text` are these; none unless the ends ascend to the end of the text, each at the border
    /// of a character.
    pub fn of(text: String, ends: Vec<u64>) -> Option<Self> {
        let is_border = |end: &u64| usize::try_from(*end).is_ok_and(|end| text.is_char_boundary(end));
        let whole = ends.last().copied().unwrap_or(0) == text.len() as u64;
        (whole && ends.is_sorted() && ends.iter().all(is_border)).then_some(Self { text, ends })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// None at all.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The word at a place.
    #[inline]
    pub fn get(&self, place: usize) -> Option<&str> {
        let end = *self.ends.get(place)? as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        self.text.get(start..end)
    }

    /// All of them in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        (0..self.len()).map(|place| self.get(place).unwrap_or_default())
    }

    /// Adds a word at the end.
    pub fn push(&mut self, word: &str) {
        self.text.push_str(word);
        self.ends.push(self.text.len() as u64);
    }

    /// All words one after the other.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where each word ends in [`Words::text`], in bytes.
    pub fn ends(&self) -> &[u64] {
        &self.ends
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        self.text.capacity() + self.ends.capacity() * size_of::<u64>()
    }
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<T: IntoIterator<Item = &'a str>>(words: T) -> Self {
        let mut all = Self::default();
        words.into_iter().for_each(|word| all.push(word));
        all
    }
}

/// Where each word is: open addressing with linear steps, at most half full.
#[derive(Clone, Debug)]
pub struct Places {
    slots: Vec<u32>,
    count: usize,
    hasher: RandomState,
}

impl Places {
    const FREE: u32 = u32::MAX;

    /// The places of these words.
    pub fn of(words: &Words) -> Self {
        let mut places = Self { slots: Vec::new(), count: 0, hasher: RandomState::new() };
        places.grow(words);
        places
    }

    /// The place of a word, which is added to `words` when it is new.
    pub fn place(&mut self, words: &mut Words, word: &str) -> u32 {
        let slot = self.slot(words, word);
        if self.slots[slot] != Self::FREE {
            return self.slots[slot];
        }
        let place = words.len() as u32;
        words.push(word);
        self.slots[slot] = place;
        self.count += 1;
        if self.count * 2 > self.slots.len() {
            self.grow(words);
        }
        place
    }

    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<u32>()
    }

    /// The slot of the word, or the free one where it belongs.
    fn slot(&self, words: &Words, word: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = self.hasher.hash_one(word) as usize & mask;
        while self.slots[slot] != Self::FREE && words.get(self.slots[slot] as usize) != Some(word) {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self, words: &Words) {
        let size = (words.len() * 4).next_power_of_two().max(16);
        self.slots = vec![Self::FREE; size];
        for (place, word) in (0_u32..).zip(words.iter()) {
            // Words are told apart by their places here: each is there once.
            let mut slot = self.hasher.hash_one(word) as usize & (size - 1);
            while self.slots[slot] != Self::FREE {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = place;
        }
        self.count = words.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_no_list_of_words_is_refused() {
        let words: Words = ["Énergie", "", "Retail"].into_iter().collect();
        assert_eq!(Words::of(words.text().into(), words.ends().to_vec()), Some(words.clone()));
        for ends in [&[1_u64, 8, 14][..], &[9, 8, 14], &[8, 8], &[8, 8, 15], &[8, 8, u64::MAX]] {
            assert_eq!(Words::of(words.text().into(), ends.to_vec()), None, "{ends:?}");
        }
        assert_eq!(Words::of(String::new(), vec![]), Some(Words::default()));
        assert_eq!((words.get(0), words.get(1), words.get(3)), (Some("Énergie"), Some(""), None));
    }

    proptest! {
        #[test]
        fn each_word_has_one_place(typed in prop::collection::vec("[a-c]{0,3}", 0..200), early in 0_usize..200) {
            let (mut words, mut found) = (Words::default(), Vec::new());
            let mut places = Places::of(&words);
            for (at, word) in typed.iter().enumerate() {
                if at == early {
                    places = Places::of(&words);
                }
                found.push(places.place(&mut words, word));
            }
            for (word, place) in typed.iter().zip(found) {
                prop_assert_eq!(words.get(place as usize), Some(word.as_str()));
            }
            let mut distinct = typed.clone();
            distinct.sort();
            distinct.dedup();
            prop_assert_eq!(words.len(), distinct.len());
        }
    }
}
