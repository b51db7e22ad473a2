//! Deciding invoices, one or many.
use std::collections::{BTreeMap, BTreeSet};

use kernel::{Act, Caller, Can, Change, Error, Grant, Result, Slice};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel};

use super::{
    http::{Decided, DecisionView, Verdict},
    store::{self, Action},
};
use crate::{
    batch::{commands as batches, store as batch_rows},
    events,
    invoice::{
        commands::{NOT_YOURS, held, seen},
        http::Invoice,
        model::{self, Approval, House, Standing},
        store::{self as invoices, InvoiceStatus, Model},
    },
    label::store as label,
    permissions::{self, Decide, Manage, View},
    settings::Settings,
    vendor::{commands as vendors, hint},
};

/// 409 where an invoice was exported: what stands in the books is not changed behind their back.
pub fn guarded(row: &Model) -> Result<()> {
    if row.exported_at.is_some() {
        return Err(Error::conflict("This invoice was exported already and can't be changed any more."));
    }
    Ok(())
}

/// Approves an invoice; 409 where the rules don't allow it.
pub async fn approve(can: &Can<Decide>, id: i64) -> Result<Invoice> {
    one(can, id, Verdict::Approve, None).await
}

/// Rejects an invoice.
pub async fn reject(can: &Can<Decide>, id: i64, reason: Option<String>) -> Result<Invoice> {
    one(can, id, Verdict::Reject, reason).await
}

async fn one(can: &Can<Decide>, id: i64, verdict: Verdict, reason: Option<String>) -> Result<Invoice> {
    let mut refusals = BTreeMap::new();
    let rows = decide(can, &[id], verdict, reason, &mut refusals).await?;
    match refusals.remove(&id) {
        Some(refusal) => Err(refusal),
        None => rows.into_iter().next().map(Invoice::from).ok_or_else(invoices::missing),
    }
}

/// Decides many in one change. What the rules don't allow stays as it is, and is named with the reason.
pub async fn many(
    can: &Can<Decide>,
    ids: &[i64],
    verdict: Verdict,
    reason: Option<String>,
) -> Result<Vec<Decided>> {
    let mut refusals = BTreeMap::new();
    let rows = decide(can, ids, verdict, reason, &mut refusals).await?;
    let done =
        rows.into_iter().map(|row| Decided { id: row.id, ok: true, status: Some(row.status), detail: None });
    let refused = refusals.into_iter().map(|(id, e)| Decided {
        id,
        ok: false,
        status: None,
        detail: Some(e.detail.into_owned()),
    });
    let mut all = done.chain(refused).collect::<Vec<_>>();
    all.sort_by_key(|one| one.id);
    Ok(all)
}

async fn decide(
    can: &Can<Decide>,
    ids: &[i64],
    verdict: Verdict,
    reason: Option<String>,
    refusals: &mut BTreeMap<i64, Error>,
) -> Result<Vec<Model>> {
    let settings = Settings::of(can.app())?;
    let house = House { four_eyes_from: settings.four_eyes_from, own_approval: settings.own_approval };
    let reason = reason.filter(|reason| !reason.trim().is_empty());
    let mut change = can.change().await?;
    let touched = invoices::batches_of(change.db(), ids).await?;
    batch_rows::lock_all(change.db(), &touched).await?;
    let before = invoices::lock_all(change.db(), ids).await?;
    let known = before.iter().map(|row| row.id).collect::<BTreeSet<_>>();
    let unknown = ids.iter().filter(|id| !known.contains(id));
    refusals.extend(unknown.map(|id| (*id, invoices::missing())));
    let (mut rows, mut decisions, mut acts) = (vec![], vec![], vec![]);
    for old in before {
        match decided(can, &change, &old, verdict, reason.as_deref(), house) {
            Ok((row, action)) => {
                decisions.push(decision(can, &change, &old, action, reason.clone()));
                acts.push(act(&old, &row, action, reason.as_deref()));
                rows.push((row, action));
            }
            Err(refusal) => drop(refusals.insert(old.id, refusal)),
        }
    }
    if rows.is_empty() {
        return Ok(vec![]);
    }
    store::keep(change.db(), decisions).await?;
    say(can, &mut change, &rows).await?;
    let fresh = rows.iter().map(|(row, _)| row.clone()).collect::<Vec<_>>();
    invoices::save_all(change.db(), &fresh).await?;
    vendors::settle(&change, &fresh.iter().filter_map(|row| row.vendor_id).collect::<Vec<_>>()).await?;
    let moved = fresh.iter().map(|row| row.batch_id).collect::<BTreeSet<_>>();
    batches::recount(&mut change, &moved.into_iter().collect::<Vec<_>>()).await?;
    tell(can, &mut change, &rows).await?;
    acts.into_iter().for_each(|act| change.record(act));
    change.commit_recorded().await?;
    Ok(fresh)
}

/// An approval says that what was read is right: it confirms or refutes what was learned of the vendors.
async fn say(caller: &Caller, change: &mut Change, rows: &[(Model, Action)]) -> Result<()> {
    let approved = rows.iter().filter(|(_, action)| *action == Action::Approve).map(|(row, _)| row);
    let approved = approved.collect::<Vec<_>>();
    let said = approved.iter().flat_map(|row| label::approved(row, caller.user_id, change.now()));
    label::keep(change.db(), said.collect()).await?;
    let theirs = approved.iter().filter_map(|row| row.vendor_id).collect::<Vec<_>>();
    let known = hint::store::known(change.db(), &theirs).await?;
    hint::commands::enqueue(change, known)
}

/// The row as it stands after the decision, or why it may not be.
fn decided(
    caller: &Caller,
    change: &Change,
    old: &Model,
    verdict: Verdict,
    reason: Option<&str>,
    house: House,
) -> Result<(Model, Action)> {
    permissions::check(caller, old.created_by, NOT_YOURS)?;
    let standing = Standing {
        status: old.status,
        total: old.total_amount,
        owner: old.created_by,
        first: old.first_approval_by,
        exported: old.exported_at.is_some(),
    };
    let (now, mut row) = (change.now(), old.clone());
    row.updated_at = now;
    let action = match verdict {
        Verdict::Approve => match model::approve(standing, caller.user_id, house).map_err(Error::conflict)? {
            Approval::Half => {
                row.first_approval_by = Some(caller.user_id);
                return Ok((row, Action::FirstApproval));
            }
            Approval::Done => {
                (row.status, row.approved_at, row.rejected_at) = (InvoiceStatus::Approved, Some(now), None);
                Action::Approve
            }
        },
        Verdict::Reject => {
            model::reject(standing).map_err(Error::conflict)?;
            (row.status, row.rejected_at, row.approved_at) = (InvoiceStatus::Rejected, Some(now), None);
            row.first_approval_by = None;
            row.flag_reasons.0.extend(reason.map(str::to_owned));
            Action::Reject
        }
    };
    row.decided_by = Some(caller.user_id);
    Ok((row, action))
}

fn decision(
    caller: &Caller,
    change: &Change,
    old: &Model,
    action: Action,
    reason: Option<String>,
) -> store::ActiveModel {
    store::ActiveModel {
        invoice_id: Set(old.id),
        user_id: Set(Some(caller.user_id)),
        action: Set(action),
        reason: Set(reason),
        status_before: Set(old.status),
        flag_reasons_before: Set(old.flag_reasons.clone()),
        created_at: Set(change.now()),
        ..Default::default()
    }
}

fn name(row: &Model) -> String {
    row.invoice_number.clone().unwrap_or_else(|| row.filename.clone())
}

fn act(old: &Model, row: &Model, action: Action, reason: Option<&str>) -> Act {
    let (kind, says) = match action {
        Action::FirstApproval => ("approve_invoice", "Approved, for another to approve too:"),
        Action::Approve => ("approve_invoice", "Approved"),
        Action::Reject => ("reject_invoice", "Rejected"),
    };
    let why = reason.map(|reason| format!(": {reason}")).unwrap_or_default();
    let act = Act::new(kind).on(format!("invoice:{}", row.id)).saying(format!("{says} {}{why}", name(row)));
    act.before(&Invoice::from(old.clone())).after(&Invoice::from(row.clone()))
}

/// Tells the screens, the owners, and those who may approve too.
async fn tell(caller: &Caller, change: &mut Change, rows: &[(Model, Action)]) -> Result<()> {
    for (row, action) in rows {
        events::tell(change, events::INVOICE_CHANGED, row.created_by, &Invoice::from(row.clone()))?;
        if row.created_by != caller.user_id && *action != Action::FirstApproval {
            let how = if *action == Action::Approve { "approved" } else { "rejected" };
            let says = format!("{} {how} your invoice {}.", caller.name, name(row));
            events::notify(change, row.created_by, events::DECIDED, "An invoice was decided", says, row.id)?;
        }
    }
    let halves = rows.iter().filter(|(_, action)| *action == Action::FirstApproval).collect::<Vec<_>>();
    let Some((first, _)) = halves.first() else { return Ok(()) };
    let says = match halves.len() {
        1 => format!("{} approved {}, and somebody else must approve it too.", caller.name, name(first)),
        n => format!("{} approved {n} invoices that somebody else must approve too.", caller.name),
    };
    for person in caller.app().holders::<Manage>().await? {
        if person.id != caller.user_id {
            let title = "A second approval is needed";
            events::notify(change, person.id, events::SECOND_APPROVAL, title, says.clone(), first.id)?;
        }
    }
    Ok(())
}

/// Takes the last decision back, as long as the invoice is not exported: whoever made it, or who holds
/// [`Manage`].
pub async fn undo(can: &Can<Decide>, id: i64) -> Result<Invoice> {
    let change = can.change().await?;
    let before = held(can, &change, id).await?;
    guarded(&before)?;
    let Some(last) = store::last(change.db(), id).await? else {
        return Err(Error::conflict("There is no decision to take back."));
    };
    if last.user_id != Some(can.user_id) && !Manage::PERMISSION.granted_to(can.role) {
        return Err(Error::forbidden("Only whoever decided may take it back, or a manager."));
    }
    let mut row = before.clone();
    row.updated_at = change.now();
    match last.action {
        Action::FirstApproval => row.first_approval_by = None,
        Action::Approve | Action::Reject => {
            row.status = last.status_before;
            row.flag_reasons = last.flag_reasons_before.clone();
            (row.approved_at, row.rejected_at, row.decided_by) = (None, None, None);
            label::unsay(change.db(), id).await?;
        }
    }
    let mut decision = last.into_active_model();
    decision.undone_at = Set(Some(change.now()));
    decision.undone_by = Set(Some(can.user_id));
    decision.update(change.db()).await?;
    let act = Act::new("undo_invoice_decision").saying(format!("Took back the decision on {}", name(&row)));
    crate::invoice::commands::finish(change, &before, row, act).await
}

/// The decisions on an invoice, the newest first.
pub async fn history(can: &Can<View>, id: i64, slice: Slice) -> Result<(Vec<DecisionView>, u64)> {
    seen(can, id).await?;
    let (rows, total) = store::page(can.db(), id, slice.skip, slice.limit).await?;
    let ids = rows.iter().filter_map(|row| row.user_id);
    let people = can.app().people(ids).await?;
    let view = |row: store::Model| DecisionView {
        id: row.id,
        action: row.action,
        reason: row.reason,
        user_name: row.user_id.and_then(|id| people.get(&id)).map(|person| person.name.clone()),
        user_id: row.user_id,
        created_at: row.created_at,
        undone_at: row.undone_at,
    };
    Ok((rows.into_iter().map(view).collect(), total))
}
