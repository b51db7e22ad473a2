//! The mailbox on a mail server.
use kernel::{
    Result,
    mailbox::{Access, Mailbox},
};

use super::{
    bring::{Haul, bring},
    commands::Visit,
    letter::{Post, too_large},
};
use crate::{invoice::store::Source, settings::Watched};

/// Takes the files of unread mails. A mail is marked as read last, so that one that is broken off is found again; one
/// that holds no invoice is also flagged, and stays.
pub async fn look(visit: &Visit<'_>) -> Result<Haul> {
    let mut mailbox = Mailbox::open(&access(visit.watched)).await?;
    let haul = take(visit, &mut mailbox).await;
    mailbox.close().await;
    haul
}

fn access(watched: &Watched) -> Access {
    Access {
        host: watched.imap_host.clone(),
        port: watched.imap_port,
        tls: watched.imap_tls,
        authority: watched.imap_authority.clone(),
        user: watched.imap_user.clone(),
        password: watched.imap_password.clone(),
        mailbox: watched.imap_mailbox.clone(),
    }
}

async fn take(visit: &Visit<'_>, mailbox: &mut Mailbox) -> Result<Haul> {
    let (mut post, mut good, mut bad) = (Post::new(), vec![], vec![]);
    if let Err(error) = fetch(visit, mailbox, &mut post, &mut good, &mut bad).await {
        // A server that goes away in the middle: what came so far counts.
        if good.is_empty() {
            post.load.forget(visit.app).await;
            return Err(error);
        }
        tracing::warn!(%error, "not every mail was fetched");
    }
    let haul = bring(visit, Source::Imap, post.load, &post.lines).await?;
    mailbox.mark(&bad, "\\Seen \\Flagged").await?;
    mailbox.mark(&good, "\\Seen").await?;
    if !visit.watched.imap_done.is_empty() {
        mailbox.move_to(&good, &visit.watched.imap_done).await?;
    }
    Ok(haul)
}

async fn fetch(
    visit: &Visit<'_>,
    mailbox: &mut Mailbox,
    post: &mut Post,
    good: &mut Vec<u32>,
    bad: &mut Vec<u32>,
) -> Result<()> {
    let most = visit.watched.mail_max_bytes;
    for mail in mailbox.unread(visit.watched.intake_most).await? {
        if visit.is_over() || post.is_full(visit)? {
            break;
        }
        if u64::from(mail.size) > most {
            post.refuse("mail", too_large(mail.size.into(), most));
            bad.push(mail.uid);
            continue;
        }
        let Some(bytes) = mailbox.letter(mail.uid).await? else { continue };
        if post.add(visit, bytes).await? { good.push(mail.uid) } else { bad.push(mail.uid) }
    }
    Ok(())
}
