//! Looking at the places from which invoices come by themselves.
use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{App, Can, Error, Person, Result};

use super::{
    bring::Haul,
    folder,
    http::IntakePlace,
    imap, maildir, model,
    store::{self, Ended},
};
use crate::{
    invoice::store::Source,
    permissions::{Bring, Manage},
    settings::Watched,
};

/// The job that looks.
pub const LOOK: &str = "invoices.look_at_places";
/// How long one round may take.
pub const PATIENCE: Duration = Duration::from_secs(280);
/// A look begins no further file or mail after this; the rest waits for the next.
const ENOUGH: Duration = Duration::from_secs(60);
/// So long a place belongs to a server that looks, and longer only if it still does.
const BUSY: TimeDelta = TimeDelta::seconds(300);
/// So long the account of the owner is remembered.
const KNOWN: TimeDelta = TimeDelta::minutes(5);

/// The places, in the order in which people read of them.
const PLACES: [Source; 3] = [Source::Folder, Source::Maildir, Source::Imap];

/// What a look needs to know.
pub struct Visit<'a> {
    /// The house.
    pub app: &'a App,
    /// Its settings.
    pub watched: &'a Watched,
    /// In whose name.
    pub owner: Person,
    began: Instant,
}

impl Visit<'_> {
    /// Whether no further file or mail may be begun.
    pub fn is_over(&self) -> bool {
        self.began.elapsed() > ENOUGH || self.app.is_draining()
    }
}

fn is_on(watched: &Watched, source: Source) -> bool {
    let named = match source {
        Source::Upload => "",
        Source::Folder => &watched.watch_folder,
        Source::Maildir => &watched.mail_folder,
        Source::Imap => &watched.imap_host,
    };
    !named.is_empty()
}

/// Whether this house watches any place: where it does not, nothing comes round twice a minute. Settings that can't be
/// read are left to the look, which tells why.
pub fn is_wanted(app: &App) -> bool {
    Watched::of(app).map_or(true, |watched| PLACES.into_iter().any(|source| is_on(&watched, source)))
}

/// One round: a look at each place whose turn it is. What a place fails with is noted, and holds up no other.
pub async fn look(app: &App) -> Result<()> {
    let watched = Watched::of(app)?;
    // One round at a time in this process; others are kept away by the database.
    let rounds = app.own(|| Rounds(tokio::sync::Mutex::default()));
    let Ok(_round) = rounds.0.try_lock() else { return Ok(()) };
    let (folder, maildir, imap) = tokio::join!(
        look_at(app, &watched, Source::Folder),
        look_at(app, &watched, Source::Maildir),
        look_at(app, &watched, Source::Imap),
    );
    folder.and(maildir).and(imap)
}

struct Rounds(tokio::sync::Mutex<()>);

async fn look_at(app: &App, watched: &Watched, source: Source) -> Result<()> {
    if !is_on(watched, source) {
        return Ok(());
    }
    let began = app.clock.now();
    let Some(place) = store::claim(&app.db, source, began, began + BUSY).await? else { return Ok(()) };
    let looked = async {
        let owner = owner(app, &watched.intake_owner).await?;
        let visit = Visit { app, watched, owner, began: Instant::now() };
        match source {
            Source::Upload => Ok(Haul::default()),
            Source::Folder => folder::look(&visit).await,
            Source::Maildir => maildir::look(&visit).await,
            Source::Imap => imap::look(&visit).await,
        }
    };
    let (haul, failure) = match looked.await {
        Ok(haul) => (haul, None),
        Err(e) => (Haul::default(), Some(e)),
    };
    let failures = if failure.is_some() { place.failures + 1 } else { 0 };
    if let Some(e) = &failure {
        let place = model::name(source);
        tracing::warn!(%e, place, failures, "invoices can't be taken; it is tried again");
    }
    let end = Ended {
        now: app.clock.now(),
        next_at: began + model::pause(watched.intake_seconds, failures),
        haul,
        failures,
        failure: failure.map(|e| e.detail.into_owned()),
    };
    store::ended(&app.db, source, end).await
}

/// The owner as he was a moment ago, so that not every round asks for all accounts.
#[derive(Default)]
struct Known(Mutex<Option<(DateTime<Utc>, Person)>>);

/// In whose name invoices come in: somebody who may sign in and bring invoices.
async fn owner(app: &App, name: &str) -> Result<Person> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Error::bad_request(
            "Nobody is named in whose name invoices come in: set invoices.intake_owner.",
        ));
    }
    let (now, known) = (app.clock.now(), app.own(Known::default));
    let fresh = |(at, _): &&(DateTime<Utc>, Person)| now - *at < KNOWN;
    let remembered = known.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone();
    if let Some((_, person)) = remembered.as_ref().filter(fresh) {
        return Ok(person.clone());
    }
    let is_he = |person: &Person| person.email.eq_ignore_ascii_case(name) || person.handle == name;
    let Some(person) = app.holders::<Bring>().await?.into_iter().find(is_he) else {
        return Err(Error::bad_request(format!(
            "{name} (invoices.intake_owner) is no account that may sign in and bring invoices."
        )));
    };
    let remember = Some((now, person.clone()));
    *known.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = remember;
    Ok(person)
}

/// How the looks go.
pub async fn list(can: &Can<Manage>) -> Result<Vec<IntakePlace>> {
    let watched = Watched::of(can.app())?;
    let rows = store::all(can.db()).await?;
    let view = |source: Source| {
        let row = rows.iter().find(|row| row.source == source);
        IntakePlace::of(source, is_on(&watched, source), row)
    };
    Ok(PLACES.into_iter().map(view).collect())
}
