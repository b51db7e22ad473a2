//! Seeing and choosing the ways of notices.
use kernel::{Act, App, Caller, Error, Module, Result, notice::NoticeKind};

use super::{
    http::{Channel, Choose},
    model::{self, Ways, ways},
    store,
};
use crate::settings::Settings;

/// Every kind of notice that may reach this caller.
fn kinds(caller: &Caller) -> impl Iterator<Item = (&'static Module, &'static NoticeKind)> {
    let held = caller.permissions();
    let all =
        caller.app().modules.iter().flat_map(|module| module.notices.iter().map(|kind| (*module, kind)));
    all.filter(move |(_, kind)| kind.right.is_none_or(|right| held.contains(right)))
}

fn channel((module, kind): (&Module, &NoticeKind), ways: Ways) -> Channel {
    Channel {
        kind: kind.key.into(),
        title: kind.title.into(),
        module: module.name.into(),
        in_app: ways.in_app,
        mail: ways.mail,
    }
}

/// The ways of every kind, as a caller chose them.
pub async fn list(caller: &Caller) -> Result<Vec<Channel>> {
    let (chosen, house) = (store::all_of(caller.db(), caller.user_id).await?, Settings::of(caller.app())?);
    let seen = |(module, kind): (&Module, &NoticeKind)| {
        let choice = chosen.iter().find(|choice| choice.kind == kind.key);
        channel((module, kind), ways(kind.key, choice, &house))
    };
    Ok(kinds(caller).map(|(module, kind)| seen((module, kind))).collect())
}

/// Chooses the ways of one kind; what is left out stays.
pub async fn choose(caller: &Caller, kind: &str, body: Choose) -> Result<Channel> {
    let known = kinds(caller).find(|(_, known)| known.key == kind);
    let known = known.ok_or_else(|| Error::not_found("Notification kind not found"))?;
    if body.in_app.0 == Some(false) && model::always_in_app(kind) {
        return Err(Error::bad_request("What the administration writes always reaches your inbox."));
    }
    let house = Settings::of(caller.app())?;
    let change = caller.change().await?;
    let before = store::of(change.db(), caller.user_id, kind).await?;
    let before = channel(known, ways(kind, before.as_ref(), &house));
    let chosen =
        Ways { in_app: body.in_app.0.unwrap_or(before.in_app), mail: body.mail.0.unwrap_or(before.mail) };
    let choice = store::Model {
        user_id: caller.user_id,
        kind: kind.into(),
        in_app: chosen.in_app,
        mail: chosen.mail,
        chosen_at: change.now(),
    };
    store::keep(change.db(), choice).await?;
    let after = channel(known, chosen);
    let act = Act::new("choose_channel").on(format!("channel:{kind}")).before(&before).after(&after);
    change.commit(act).await?;
    Ok(after)
}

/// Which ways a notice of this kind takes to this person.
pub async fn chosen(app: &App, user_id: i64, kind: &str) -> Result<Ways> {
    let choice = store::of(app.db.read(), user_id, kind).await?;
    Ok(ways(kind, choice.as_ref(), &*Settings::of(app)?))
}
