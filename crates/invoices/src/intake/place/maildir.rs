//! The mail folder, as mail servers write it: a mail in `new` is whole, and becomes one in `cur` with flags behind its
//! name once somebody has seen it.
use std::ffi::OsString;

use axum::http::StatusCode;
use kernel::{
    Result,
    tray::{Lying, Tray},
};

use super::{
    bring::{Haul, bring},
    commands::Visit,
    letter::{Post, too_large},
};
use crate::invoice::store::Source;

const NEW: &str = "new";
const CUR: &str = "cur";

/// Takes the files of new mails. A mail moves last, so that one that is broken off is found again.
pub async fn look(visit: &Visit<'_>) -> Result<Haul> {
    let tray = Tray::at(&visit.watched.mail_folder);
    tray.prepare(&[NEW, CUR]).await?;
    let mails = tray.list(NEW).await?;
    let (mut post, mut done) = (Post::new(), vec![]);
    for mail in mails.into_iter().take(visit.watched.intake_most) {
        if visit.is_over() || post.is_full(visit)? {
            break;
        }
        match add(visit, &tray, &mail, &mut post).await {
            Ok(None) => {}
            Ok(Some(is_good)) => done.push((mail.name, is_good)),
            Err(error) => {
                post.load.forget(visit.app).await;
                return Err(error);
            }
        }
    }
    let haul = bring(visit, Source::Maildir, post.load, &post.lines).await?;
    for (name, is_good) in done {
        let seen = flagged(&name, is_good);
        tray.hand_over((NEW, &name), (CUR, seen)).await?;
    }
    Ok(haul)
}

/// Whether the mail held anything; none where it is gone.
async fn add(visit: &Visit<'_>, tray: &Tray, mail: &Lying, post: &mut Post) -> Result<Option<bool>> {
    let most = visit.watched.mail_max_bytes;
    match tray.read(NEW, &mail.name, most).await {
        Ok(None) => Ok(None),
        Ok(Some(bytes)) => post.add(visit, bytes).await.map(Some),
        Err(error) if error.status == StatusCode::PAYLOAD_TOO_LARGE => {
            post.refuse("mail", too_large(mail.size, most));
            Ok(Some(false))
        }
        Err(error) if error.status == StatusCode::BAD_REQUEST => {
            post.refuse("mail", error);
            Ok(Some(false))
        }
        Err(error) => Err(error),
    }
}

/// The name with the flags of a mail that was seen, and also marked where it held nothing.
fn flagged(name: &OsString, is_good: bool) -> OsString {
    let bytes = name.as_encoded_bytes();
    let has_flags = bytes.windows(3).any(|three| three == b":2,");
    let mut flagged = name.clone();
    if !has_flags {
        flagged.push(if is_good { ":2,S" } else { ":2,FS" });
    }
    flagged
}
