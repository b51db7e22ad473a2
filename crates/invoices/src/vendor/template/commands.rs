//! Keeping the templates of vendors.
use extract::template::Template;
use kernel::{Act, Can, Error, IfMatch, Result, page::etag};

use super::{
    http::VendorTemplate,
    store::{self, Model},
};
use crate::{
    permissions::{Teach, View},
    vendor::store as vendors,
};

/// The template of a vendor; 404 where he has none.
pub async fn get(can: &Can<View>, id: i64) -> Result<VendorTemplate> {
    vendors::by_id(can.db(), id).await?.ok_or_else(vendors::missing)?;
    Ok(store::of(can.db(), id).await?.ok_or_else(store::missing)?.into())
}

/// Gives a vendor a template, or another one; 422 with line and reason where it is none.
pub async fn put(can: &Can<Teach>, id: i64, if_match: &IfMatch, yaml: String) -> Result<VendorTemplate> {
    if let Err(refusal) = Template::parse("template", &yaml) {
        let line = refusal.line.map(|line| format!("line {line}: ")).unwrap_or_default();
        return Err(Error::invalid("template", format!("{line}{}", refusal.message)));
    }
    let mut change = can.change().await?;
    let vendor = vendors::lock(change.db(), id).await?.ok_or_else(vendors::missing)?;
    let old = store::of(change.db(), id).await?.map(VendorTemplate::from);
    if let Some(old) = &old {
        if_match.check(&etag(old))?;
    }
    let row = Model {
        vendor_id: id,
        yaml,
        user_id: Some(can.user_id),
        created_at: old.as_ref().map_or(change.now(), |old| old.created_at),
        updated_at: change.now(),
    };
    store::keep(change.db(), row.clone()).await?;
    let new = VendorTemplate::from(row);
    let mut act = Act::new("set_vendor_template").on(format!("vendor:{id}")).after(&new);
    if let Some(old) = &old {
        act = act.before(old);
    }
    change.record(act.saying(format!("Set the template of {}", vendor.name)));
    change.commit_recorded().await?;
    Ok(new)
}

/// Takes the template of a vendor away.
pub async fn remove(can: &Can<Teach>, id: i64, if_match: &IfMatch) -> Result<()> {
    let mut change = can.change().await?;
    let vendor = vendors::lock(change.db(), id).await?.ok_or_else(vendors::missing)?;
    let old = VendorTemplate::from(store::of(change.db(), id).await?.ok_or_else(store::missing)?);
    if_match.check(&etag(&old))?;
    store::remove(change.db(), id).await?;
    let act = Act::new("remove_vendor_template").on(format!("vendor:{id}")).before(&old);
    change.record(act.saying(format!("Removed the template of {}", vendor.name)));
    change.commit_recorded().await
}
