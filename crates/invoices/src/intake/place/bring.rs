//! Making a batch of what was found at a place.
use std::collections::BTreeSet;

use kernel::{
    Act, Actor, Change, Origin, Person, Result,
    db::hex,
    notice::{Class, Notice},
};
use sha2::{Digest, Sha256};

use super::{commands::Visit, model};
use crate::{
    batch::commands as batches,
    events,
    intake::commands::{Load, Refused, take},
    invoice::store::{self as invoices, Source},
};

/// So many of what was not taken are named in a notice.
const NAMED: usize = 5;

/// What came of a look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Haul {
    /// The batch that was made.
    pub batch_id: Option<i64>,
    /// How many new invoices.
    pub taken: usize,
    /// How many files or mails were no invoices.
    pub refused: usize,
}

/// In whose name it is done; the log knows that he did not do it by hand.
fn actor(owner: &Person) -> Actor {
    let by_itself = Actor::of(&owner.handle, &owner.name, &Origin::default());
    Actor { user_id: Some(owner.id), ..by_itself }
}

/// Makes a batch of what was found, if any of it is new, and tells the owner of what was not taken. All of it or
/// nothing: what fails leaves no file behind, and the next look finds the same again.
pub async fn bring(visit: &Visit<'_>, source: Source, load: Load, lines: &[String]) -> Result<Haul> {
    if load.files.is_empty() && load.refused.is_empty() {
        return Ok(Haul::default());
    }
    let kept = Load { files: load.files.clone(), refused: vec![] };
    let brought = enter(visit, source, load, lines).await;
    if !matches!(brought, Ok(Haul { batch_id: Some(_), .. })) {
        kept.forget(visit.app).await;
    }
    brought
}

async fn enter(visit: &Visit<'_>, source: Source, load: Load, lines: &[String]) -> Result<Haul> {
    let (app, owner, place) = (visit.app, &visit.owner, model::name(source));
    let hashes = load.files.iter().map(|file| file.sha256.clone()).collect::<Vec<_>>();
    let known = invoices::of_hashes(app.db.read(), owner.id, &hashes).await?;
    let known = known.into_iter().map(|row| row.sha256).collect::<BTreeSet<_>>();
    let is_new = hashes.iter().any(|hash| !known.contains(hash));
    let mut haul = Haul { refused: load.refused.len(), ..Haul::default() };
    if !is_new && load.refused.is_empty() {
        return Ok(haul);
    }
    let mut change = Change::begin(app, actor(owner)).await?;
    if !load.refused.is_empty() {
        tell(&mut change, owner, source, &load.refused)?;
    }
    if !is_new {
        let says = format!("Refused {} from {place}: {}", load.refused.len(), named(&load.refused));
        change.commit(Act::new("refuse_invoices").saying(says)).await?;
        return Ok(haul);
    }
    let name = model::batch_name(source, change.now());
    let batch = batches::open(&mut change, owner.id, name, model::description(lines)).await?;
    let taken = take(change, owner.id, batch.id, source, load).await?;
    haul.taken = taken.items.iter().filter(|item| !item.repeated).count();
    haul.batch_id = Some(batch.id);
    Ok(haul)
}

fn named(refused: &[Refused]) -> String {
    let one = |one: &Refused| format!("{} ({})", one.name, one.error.detail);
    let mut names = refused.iter().take(NAMED).map(one).collect::<Vec<_>>();
    if refused.len() > NAMED {
        names.push(format!("and {} more", refused.len() - NAMED));
    }
    names.join("; ")
}

fn tell(change: &mut Change, owner: &Person, source: Source, refused: &[Refused]) -> Result<()> {
    let names = named(refused);
    let told = hex(&Sha256::digest(names.as_bytes()));
    change.notify(&Notice {
        user_id: owner.id,
        kind: events::NOT_TAKEN.into(),
        class: Class::Alert,
        title: format!("Not every file from {} is an invoice", model::name(source)),
        message: format!("Not taken from {}: {names}", model::name(source)),
        link: None,
        // A look that is repeated tells the same once a day.
        once: Some(format!("{source}/{}/{}", change.now().date_naive(), &told[..16])),
    })
}
