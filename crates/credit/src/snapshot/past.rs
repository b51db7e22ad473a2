//! Ratings over time as columns: read at once, or from those of an earlier revision and what has changed since.
use std::sync::Arc;

use kernel::{App, Error, Result};
use risk::{history::History, scale::Rating};
use tokio::sync::mpsc::{Receiver, channel};

use super::{
    file, kept, line,
    store::{self, Lines},
};
use crate::{settings::Settings, word};

/// The ratings of an earlier revision.
#[derive(Clone, Debug)]
pub struct Past {
    /// Dense by place in `ids`.
    pub history: Arc<History>,
    /// The numbers of the loans of that revision, ascending.
    pub ids: Arc<[i64]>,
    /// The revision.
    pub revision: i64,
}

impl Past {
    /// So many bytes are held.
    pub fn bytes(&self) -> usize {
        self.history.len() * 9 + self.ids.len() * 8
    }
}

/// A rating: the loan's row, the day, the notch.
type Entry = (u32, i32, Rating);

/// The ratings of the loans of these numbers, by their places in `ids`.
pub async fn read(
    app: &App,
    (portfolio, revision): (i64, i64),
    past: Option<Past>,
    ids: &[i64],
) -> Result<Arc<History>> {
    let ids: Arc<[i64]> = ids.into();
    let past = match past {
        None => kept::read(app, (portfolio, store::RATINGS), revision, file::read_past)
            .await?
            .map(|found| found.0),
        past => past,
    };
    let since = past.as_ref().map_or(0, |past| past.revision);
    let still = store::still(app).await?;
    let changed = match past {
        Some(_) => store::changed_ids(&still, portfolio, since).await?,
        None => vec![],
    };
    let (to, from) = channel(4);
    let rows = ids.clone();
    let writing = tokio::task::spawn_blocking(move || {
        let new = entries(from, &rows)?;
        Ok::<_, Error>((new.len(), merged(past.as_ref(), &changed, new, &rows)?))
    });
    let sent = store::rated((&still, app.db.is_shared()), portfolio, since, to).await;
    let written = writing.await.map_err(Error::internal)?;
    let (_, (new, history)) = (sent?, written?);
    let history = Arc::new(history);
    if new >= Settings::of(app)?.snapshot_file_loans {
        let past = Past { history: history.clone(), ids, revision };
        let size = (revision, history.len());
        kept::save(app, (portfolio, store::RATINGS), size, move || file::write_past(&past));
    }
    Ok(history)
}

/// What comes from the database, in order. A loan that is newer than the snapshot has no row, and waits for the next.
fn entries(mut from: Receiver<Lines>, ids: &[i64]) -> Result<Vec<Entry>> {
    let mut all = vec![];
    while let Some(lines) = from.blocking_recv() {
        for line in &lines {
            let (loan, ratings) = line::ratings(line)?;
            let Ok(row) = ids.binary_search(&loan) else { continue };
            for rating in ratings {
                let (day, notch) = rating?;
                all.push((row as u32, day, word::rating(notch)));
            }
        }
    }
    if !all.is_sorted() {
        all.sort_unstable();
    }
    Ok(all)
}

/// The past without the loans that changed or are gone, and the new entries.
fn merged(past: Option<&Past>, changed: &[i64], new: Vec<Entry>, ids: &[i64]) -> Result<History> {
    let mut history = History::default();
    let mut new = new.into_iter().peekable();
    let put = |history: &mut History, (loan, day, rating): Entry| {
        history.loan.push(loan);
        history.day.push(day);
        history.rating.push(rating);
    };
    if let Some(past) = past {
        let stays = |id: &i64| changed.binary_search(id).is_err();
        let now = past.ids.iter().map(|id| ids.binary_search(id).ok().filter(|_| stays(id)));
        let now: Vec<Option<usize>> = now.collect();
        let old = &past.history;
        for at in 0..old.len() {
            let Some(row) = now[old.loan[at] as usize].map(|row| row as u32) else { continue };
            while let Some(entry) = new.next_if(|entry| entry.0 < row) {
                put(&mut history, entry);
            }
            put(&mut history, (row, old.day[at], old.rating[at]));
        }
    }
    new.for_each(|entry| put(&mut history, entry));
    // The checks of the table keep what is no rating out; so this can't fail but for a defect of ours.
    History::new(history.loan, history.day, history.rating)
        .map_err(|wrong| Error::internal(format!("ratings are out of order: {wrong:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(row: u32, day: i32, notch: u8) -> Entry {
        (row, day, Rating(notch))
    }

    #[test]
    fn what_has_changed_replaces_the_past_of_its_loans() {
        let first = merged(
            None,
            &[],
            vec![entry(0, 1, 5), entry(1, 1, 6), entry(1, 9, 7), entry(2, 1, 8)],
            &[10, 20, 30],
        )
        .unwrap();
        let past = Past { history: Arc::new(first), ids: [10, 20, 30].into(), revision: 4 };
        // 10 is gone, 30 has changed and 40 is new; 20 has a row of its own that is another now.
        let ids = [20, 30, 40];
        let new = vec![entry(1, 1, 8), entry(1, 5, 9), entry(2, 5, 1)];
        let now = merged(Some(&past), &[30, 40], new, &ids).unwrap();
        assert_eq!(now.loan, [0, 0, 1, 1, 2]);
        assert_eq!(now.day, [1, 9, 1, 5, 5]);
        assert_eq!(now.rating.iter().map(|rating| rating.0).collect::<Vec<_>>(), [6, 7, 8, 9, 1]);
        // A loan whose last rating was deleted has none left.
        let none = merged(Some(&past), &[20], vec![], &[10, 20, 30]).unwrap();
        assert_eq!(none.loan, [0, 2]);
    }
}
