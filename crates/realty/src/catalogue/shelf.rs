//! Where pages are kept: in bounds, and by generation.
use std::{collections::HashMap, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::OnceCell;

use super::Page;
use crate::development::page::model::{Hit, Index};

/// At most so many pages and so many developments, and so many bytes of each.
const PAGES: usize = 5_000;
const DEVELOPMENTS: usize = 20_000;
const BYTES: usize = 32 << 20;

/// A place for something: whoever asks first fills it, and the others wait for him.
pub(super) struct Place<T> {
    pub(super) generation: u64,
    until: DateTime<Utc>,
    pub(super) content: OnceCell<Arc<T>>,
}

impl<T> Place<T> {
    fn new(generation: u64, until: DateTime<Utc>) -> Arc<Self> {
        Arc::new(Self { generation, until, content: OnceCell::new() })
    }
}

/// What is remembered.
#[derive(Default)]
pub(super) struct Shelf {
    /// Counts the changes: what was asked for before one is not kept after it.
    generation: u64,
    pages: HashMap<String, Arc<Place<Page>>>,
    page_bytes: usize,
    /// By number, with the stamp under which each was made.
    developments: HashMap<i64, (u64, Arc<Page>)>,
    development_bytes: usize,
    index: Option<Arc<Place<Index>>>,
    /// Whether the index is being made anew.
    renewing: bool,
}

impl Shelf {
    pub(super) fn forget(&mut self) {
        self.generation += 1;
        self.index = None;
        self.clear_pages();
        self.clear_developments();
    }

    fn clear_pages(&mut self) {
        self.page_bytes = 0;
        self.pages.clear();
    }

    fn clear_developments(&mut self) {
        self.development_bytes = 0;
        self.developments.clear();
    }

    pub(super) fn held(&self) -> (usize, usize) {
        (self.pages.len() + self.developments.len(), self.page_bytes + self.development_bytes)
    }

    pub(super) fn page(&mut self, key: &str, now: DateTime<Utc>, lasts: TimeDelta) -> Arc<Place<Page>> {
        if let Some(known) = self.pages.get(key).filter(|place| place.until > now) {
            return known.clone();
        }
        if self.pages.len() >= PAGES {
            self.clear_pages();
        }
        let place = Place::new(self.generation, now + lasts);
        if let Some(old) = self.pages.insert(key.to_owned(), place.clone()) {
            let bytes = old.content.get().map_or(0, |page| page.body.len());
            self.page_bytes = self.page_bytes.saturating_sub(bytes);
        }
        place
    }

    /// So many bytes were put into a place of that generation.
    pub(super) fn filled(&mut self, generation: u64, bytes: usize) {
        if generation != self.generation {
            return;
        }
        self.page_bytes += bytes;
        if self.page_bytes > BYTES {
            self.clear_pages();
        }
    }

    /// The place of the index, and whether whoever asks should have it made anew.
    pub(super) fn index(&mut self, now: DateTime<Utc>, lasts: TimeDelta) -> (Arc<Place<Index>>, bool) {
        if let Some(known) = self.index.as_ref().filter(|place| place.until > now) {
            let old = known.content.initialized() && known.until - lasts / 2 <= now;
            let renews = old && !self.renewing;
            self.renewing |= renews;
            return (known.clone(), renews);
        }
        self.renewing = false;
        (self.index.insert(Place::new(self.generation, now + lasts)).clone(), false)
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation
    }

    /// The index was made anew, or could not be.
    pub(super) fn renewed(&mut self, generation: u64, made: Option<Arc<Index>>, until: DateTime<Utc>) {
        self.renewing = false;
        if let Some(made) = made.filter(|_| generation == self.generation) {
            let content = OnceCell::new_with(Some(made));
            self.index = Some(Arc::new(Place { generation, until, content }));
        }
    }

    /// Those of these developments that are remembered as they are, and the present generation.
    pub(super) fn developments(&self, hits: &[Hit]) -> (u64, HashMap<i64, Arc<Page>>) {
        let known = |hit: &Hit| {
            let (stamp, page) = self.developments.get(&hit.id)?;
            (*stamp == hit.stamp).then(|| (hit.id, page.clone()))
        };
        (self.generation, hits.iter().filter_map(known).collect())
    }

    pub(super) fn keep_developments(&mut self, generation: u64, made: &[(Hit, Arc<Page>)]) {
        if generation != self.generation {
            return;
        }
        let bytes = made.iter().map(|(_, page)| page.body.len()).sum::<usize>();
        if self.developments.len() + made.len() > DEVELOPMENTS || self.development_bytes + bytes > BYTES {
            self.clear_developments();
        }
        for (hit, page) in made {
            let old = self.developments.insert(hit.id, (hit.stamp, page.clone()));
            let bytes = old.map_or(0, |(_, page)| page.body.len());
            self.development_bytes = (self.development_bytes + page.body.len()).saturating_sub(bytes);
        }
    }
}
