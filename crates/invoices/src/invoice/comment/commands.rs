//! Writing comments.
use std::collections::BTreeSet;

use kernel::{Act, Can, Result, Slice};
use sea_orm::{ActiveModelTrait, ActiveValue::Set};

use super::{http::Comment, store};
use crate::{
    events,
    invoice::commands::{held, seen},
    permissions::View,
};

/// Writes a comment; whoever brought the invoice, and whoever is to look at it, hears of it.
pub async fn write(can: &Can<View>, invoice_id: i64, text: String) -> Result<Comment> {
    let mut change = can.change().await?;
    let invoice = held(can, &change, invoice_id).await?;
    let row = store::ActiveModel {
        invoice_id: Set(invoice_id),
        user_id: Set(Some(can.user_id)),
        text: Set(text),
        created_at: Set(change.now()),
        ..Default::default()
    };
    let row = row.insert(change.db()).await?;
    let comment = Comment {
        id: row.id,
        user_id: row.user_id,
        user_name: Some(can.name.clone()),
        text: row.text,
        created_at: row.created_at,
    };
    let concerned =
        [Some(invoice.created_by), invoice.assigned_to].into_iter().flatten().collect::<BTreeSet<_>>();
    let what = invoice.invoice_number.as_deref().unwrap_or(&invoice.filename);
    let short: String = comment.text.chars().take(200).collect();
    for user in concerned.into_iter().filter(|user| *user != can.user_id) {
        let says = format!("{} on {what}: {short}", can.name);
        events::notify(&mut change, user, events::COMMENTED, "A comment on an invoice", says, invoice_id)?;
    }
    let act = Act::new("comment_invoice").on(format!("invoice:{invoice_id}")).after(&comment);
    change.commit(act.saying(format!("Commented on {what}"))).await?;
    Ok(comment)
}

/// The comments on an invoice, the oldest first.
pub async fn list(can: &Can<View>, invoice_id: i64, slice: Slice) -> Result<(Vec<Comment>, u64)> {
    seen(can, invoice_id).await?;
    let (rows, total) = store::page(can.db(), invoice_id, slice.skip, slice.limit).await?;
    let people = can.app().people(rows.iter().filter_map(|row| row.user_id)).await?;
    let view = |row: store::Model| Comment {
        id: row.id,
        user_name: row.user_id.and_then(|id| people.get(&id)).map(|person| person.name.clone()),
        user_id: row.user_id,
        text: row.text,
        created_at: row.created_at,
    };
    Ok((rows.into_iter().map(view).collect(), total))
}
