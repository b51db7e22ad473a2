//! Keeping vendors: from the invoices, and by hand.
use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{Act, Audience, Can, Change, Event, Grant, IfMatch, Result, Slice, page::etag};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, NotSet};

use super::{
    account, alias,
    http::{RiskPoint, Vendor, VendorDetail, VendorPatch, VendorQuery},
    model::{self, Sender},
    risk,
    store::{self, Filter, Model, RiskCategory, Tally},
};
use crate::{
    events,
    permissions::{Manage, View},
};

/// What an invoice that was read says of its sender.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Which invoice.
    pub invoice_id: i64,
    /// Who.
    pub sender: Sender,
    /// Where he has his seat.
    pub address: Option<String>,
    /// Where mail reaches him.
    pub email: Option<String>,
    /// His telephone.
    pub phone: Option<String>,
    /// Where he wants to be paid: the key, and IBAN, BIC, number and IFSC as far as they are named.
    pub account: Option<(String, [Option<String>; 4])>,
}

/// Finds or enters the senders of these invoices, and locks them. Tells the vendor of each invoice.
pub async fn adopt(change: &Change, seen: &[Seen]) -> Result<HashMap<i64, i64>> {
    let keys: BTreeSet<String> = seen.iter().flat_map(|one| one.sender.keys()).collect();
    let keys = keys.into_iter().collect::<Vec<_>>();
    if keys.is_empty() {
        return Ok(HashMap::new());
    }
    let mut known: HashMap<String, i64> = HashMap::new();
    let found = store::lock_known(change.db(), &keys).await?;
    known.extend(found.iter().map(|row| (row.known_as.clone(), row.id)));
    let mut fresh: BTreeMap<String, store::ActiveModel> = BTreeMap::new();
    for one in seen {
        let Some(key) = one.sender.known_as().filter(|key| !known.contains_key(key)) else { continue };
        match promoted(&found, &known, one, &key) {
            // He was known by his name alone until now.
            Some(row) => {
                known.insert(key, row.id);
                row.into_active_model().reset_all().update(change.db()).await?;
            }
            None => drop(fresh.entry(key).or_insert_with_key(|key| entry(change, one, key))),
        }
    }
    if !fresh.is_empty() {
        let keys = fresh.keys().cloned().collect::<Vec<_>>();
        store::enter(change.db(), fresh.into_values().collect()).await?;
        let entered = store::lock_known(change.db(), &keys).await?;
        known.extend(entered.into_iter().map(|row| (row.known_as, row.id)));
    }
    let vendor = |one: &Seen| Some((one.invoice_id, *known.get(&one.sender.known_as()?)?));
    let vendors: HashMap<i64, i64> = seen.iter().filter_map(vendor).collect();
    remember(change, seen, &vendors).await?;
    Ok(vendors)
}

/// The vendor known by the name alone who turns out to be this sender.
fn promoted(found: &[Model], known: &HashMap<String, i64>, one: &Seen, key: &str) -> Option<Model> {
    let by_name = one.sender.by_name().filter(|name| name != key)?;
    let row = found.iter().find(|row| row.known_as == by_name)?;
    let promoted_already = known.iter().any(|(other, id)| *id == row.id && *other != by_name);
    (!promoted_already).then(|| Model {
        known_as: key.to_owned(),
        gstin: one.sender.gstin.clone(),
        tax_id: one.sender.tax_id.clone(),
        ..row.clone()
    })
}

fn entry(change: &Change, one: &Seen, key: &str) -> store::ActiveModel {
    let name = one.sender.name.clone().or(one.sender.gstin.clone()).or(one.sender.tax_id.clone());
    store::ActiveModel {
        id: NotSet,
        known_as: Set(key.to_owned()),
        gstin: Set(one.sender.gstin.as_ref().map(|gstin| gstin.to_uppercase())),
        tax_id: Set(one.sender.tax_id.clone()),
        name: Set(name.unwrap_or_default()),
        address: Set(one.address.clone()),
        email: Set(one.email.clone()),
        phone: Set(one.phone.clone()),
        risk_score: Set(0.0),
        risk_category: Set(RiskCategory::Low),
        is_blacklisted: Set(false),
        total_invoices: Set(0),
        flagged_count: Set(0),
        approved_count: Set(0),
        rejected_count: Set(0),
        total_amount: Set(kernel::Money::ZERO),
        created_at: Set(change.now()),
        updated_at: Set(change.now()),
        ..Default::default()
    }
}

/// Remembers the names and accounts that these invoices name.
async fn remember(change: &Change, seen: &[Seen], vendors: &HashMap<i64, i64>) -> Result<()> {
    let mut names = BTreeMap::new();
    let mut accounts = BTreeMap::new();
    for one in seen {
        let Some(vendor) = vendors.get(&one.invoice_id) else { continue };
        if let Some(name) = &one.sender.name {
            names.entry((*vendor, model::name_key(name))).or_insert(name.as_str());
        }
        if let Some((key, [iban, bic, number, ifsc])) = &one.account {
            accounts.entry((*vendor, key.clone())).or_insert_with(|| account::store::ActiveModel {
                id: NotSet,
                vendor_id: Set(*vendor),
                account_key: Set(key.clone()),
                iban: Set(iban.clone()),
                bic: Set(bic.clone()),
                account_number: Set(number.clone()),
                ifsc: Set(ifsc.clone()),
                first_invoice_id: Set(Some(one.invoice_id)),
                first_seen: Set(change.now()),
                last_seen: Set(change.now()),
            });
        }
    }
    let names = names.iter().map(|((vendor, _), name)| (*vendor, *name)).collect::<Vec<_>>();
    alias::store::remember(change.db(), &names, change.now()).await?;
    account::store::remember(change.db(), accounts.into_values().collect()).await
}

/// Makes the counts and the risk of these vendors follow from their invoices: part of every change of one.
pub async fn settle(change: &Change, ids: &[i64]) -> Result<()> {
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    let mut rows = store::lock_all(change.db(), &ids).await?;
    let tallies = store::tallies(change.db(), &ids).await?;
    let tallies: HashMap<i64, Tally> = tallies.into_iter().map(|tally| (tally.vendor_id, tally)).collect();
    let mut moved = vec![];
    for row in &mut rows {
        let tally = tallies.get(&row.id).cloned().unwrap_or_default();
        let blacklisted = row.is_blacklisted.then(|| row.blacklist_reason.clone().unwrap_or_default());
        let risk = model::risk(tally.flagged, tally.total, blacklisted.as_deref());
        (row.total_invoices, row.flagged_count) = (tally.total, tally.flagged);
        (row.approved_count, row.rejected_count) = (tally.approved, tally.rejected);
        (row.total_amount, row.last_invoice_date) = (tally.amount, tally.last_date);
        row.updated_at = change.now();
        if row.risk_score != risk.score || row.risk_category != risk.category {
            (row.risk_score, row.risk_category) = (risk.score, risk.category);
            moved.push((row.id, risk));
        }
    }
    store::save_all(change.db(), rows).await?;
    risk::store::note(change.db(), &moved, change.now()).await
}

/// The vendors.
pub async fn list(can: &Can<View>, query: VendorQuery) -> Result<(Vec<Vendor>, u64)> {
    let filter = Filter {
        search: query.search,
        category: query.risk_category,
        blacklisted: query.is_blacklisted,
        with_invoices: false,
        order: query.sort_by.unwrap_or_default(),
    };
    let (rows, total) = store::page(can.db(), &filter, query.skip, query.limit).await?;
    Ok((rows.into_iter().map(Vendor::from).collect(), total))
}

/// A vendor with his names and accounts.
pub async fn get(can: &Can<View>, id: i64) -> Result<VendorDetail> {
    let row = store::by_id(can.db(), id).await?.ok_or_else(store::missing)?;
    let (names, accounts) = store::ties(can.db(), id).await?;
    Ok(VendorDetail::of(row, names, accounts))
}

/// The same within a change, locked.
async fn locked(change: &Change, id: i64) -> Result<(Model, VendorDetail)> {
    let row = store::lock(change.db(), id).await?.ok_or_else(store::missing)?;
    let (names, accounts) = store::ties(change.db(), id).await?;
    Ok((row.clone(), VendorDetail::of(row, names, accounts)))
}

/// How his risk moved, the newest first.
pub async fn history(can: &Can<View>, id: i64, slice: Slice) -> Result<(Vec<RiskPoint>, u64)> {
    store::by_id(can.db(), id).await?.ok_or_else(store::missing)?;
    let (rows, total) = risk::store::page(can.db(), id, slice.skip, slice.limit).await?;
    Ok((rows.into_iter().map(RiskPoint::from).collect(), total))
}

/// Changes what was sent of a vendor.
pub async fn update(
    can: &Can<Manage>,
    id: i64,
    if_match: &IfMatch,
    patch: VendorPatch,
) -> Result<VendorDetail> {
    let mut change = can.change().await?;
    let (mut row, old) = locked(&change, id).await?;
    if_match.check(&etag(&old))?;
    row.name = patch.name.0.unwrap_or(row.name);
    macro_rules! put {
        ($($field:ident),*) => { $( row.$field = patch.$field.0.unwrap_or(row.$field); )* };
    }
    put!(legal_name, address, city, state, pincode, country, email, phone, contact_person);
    row.updated_at = change.now();
    row.into_active_model().reset_all().update(change.db()).await?;
    let new = locked(&change, id).await?.1;
    done(&mut change, "update_vendor", "Updated", &old, &new)?;
    change.commit_recorded().await?;
    Ok(new)
}

/// Puts a vendor on the black list, or takes him off it (`reason` is `None`).
pub async fn blacklist(can: &Can<Manage>, id: i64, reason: Option<String>) -> Result<VendorDetail> {
    let mut change = can.change().await?;
    let (mut row, old) = locked(&change, id).await?;
    row.is_blacklisted = reason.is_some();
    row.blacklist_reason = reason;
    row.into_active_model().reset_all().update(change.db()).await?;
    settle(&change, &[id]).await?;
    let new = locked(&change, id).await?.1;
    let says = if new.vendor.is_blacklisted { "Blacklisted" } else { "Took off the black list:" };
    done(&mut change, "blacklist_vendor", says, &old, &new)?;
    change.commit_recorded().await?;
    Ok(new)
}

fn done(
    change: &mut Change,
    action: &'static str,
    says: &str,
    old: &VendorDetail,
    new: &VendorDetail,
) -> Result<()> {
    let viewers = Audience::Holders(View::PERMISSION.key.into());
    change.emit(Event::new(events::VENDOR_CHANGED, &new.vendor, viewers)?);
    let act = Act::new(action).on(format!("vendor:{}", new.vendor.id)).before(old).after(new);
    change.record(act.saying(format!("{says} {}", new.vendor.name)));
    Ok(())
}
