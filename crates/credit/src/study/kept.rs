//! Answers of studies that are remembered until what they were made from changes.
use std::{
    any::Any,
    collections::VecDeque,
    sync::{Arc, Mutex, PoisonError},
};

use kernel::{App, Can, Error, Result};

use crate::{
    analysis::{
        answer::{Answer, Form, Table},
        look::{Asked, Look, look},
    },
    permissions::Read,
    settings::Settings,
};

/// An answer of any study.
type Made = Arc<dyn Any + Send + Sync>;

/// The answers, the latest last. All of one house.
#[derive(Default)]
struct Kept(Mutex<VecDeque<(String, Made)>>);

impl Kept {
    fn of(app: &App) -> Result<Arc<Self>> {
        app.try_own(|| Ok(Self::default()))
    }

    fn find<T: Clone + 'static>(&self, key: &str) -> Option<T> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (_, answer) = kept.iter().find(|(known, _)| known == key)?;
        answer.downcast_ref::<T>().cloned()
    }

    fn put(&self, key: String, answer: Made, most: usize) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_back((key, answer));
        while kept.len() > most {
            kept.pop_front();
        }
    }
}

/// The answer of a study with these `terms`: remembered, or made off the threads that serve. It is remembered with all
/// that it depends on, so that none is ever out of date; who may see the portfolio is asked each time.
///
/// # Errors
/// 404, 403 for a portfolio that is not there or not the caller's; those of `figures`.
pub async fn study<T: Table + Clone + Send + Sync + 'static>(
    can: &Can<Read>,
    asked: Asked,
    terms: impl std::fmt::Debug,
    figures: impl FnOnce(&Look) -> Result<T> + Send + 'static,
) -> Result<Answer<T>> {
    let (form, which) = (asked.at.format, format!("{:?}", asked.which));
    let look = look(can, asked).await?;
    let (name, snapshot) = (std::any::type_name::<T>(), &look.snapshot);
    let of = (snapshot.portfolio(), snapshot.revision(), look.as_of);
    let key = format!("{name} {of:?} {which} {terms:?} {:?}", look.rates);
    let kept = Kept::of(can.app())?;
    if let Some(made) = kept.find::<T>(&key) {
        return Answer::of(made, form).await;
    }
    let made = tokio::task::spawn_blocking(move || figures(&look)).await.map_err(Error::internal)??;
    // A file may hold a hundred thousand lines: too many to be remembered.
    if form == Form::Json {
        kept.put(key, Arc::new(made.clone()), Settings::of(can.app())?.studies_kept);
    }
    Answer::of(made, form).await
}
