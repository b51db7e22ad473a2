//! What people said of a vendor's other invoices, for the second reading of this one: the vendor is known only after
//! the first.
use kernel::{App, Result};

use crate::{
    check::store::sender,
    invoice::extracted::{Columns, Extracted},
    reader::memory::Memory,
    vendor::{hint::store as hints, store as vendors},
};

/// What is known of the vendor of what was read; `None` where he is not recognised, or nothing was learned of him.
pub async fn memory(app: &App, read: &Extracted) -> Result<Option<Memory>> {
    let db = app.db.read();
    if !hints::any(db).await? {
        return Ok(None);
    }
    let columns = Columns::of(read);
    let Some(vendor) = hints::recognise(db, &sender(&columns), columns.account_key.as_deref()).await? else {
        return Ok(None);
    };
    let mut memory = hints::memory(&hints::of(db, vendor).await?);
    if memory.is_empty() {
        return Ok(None);
    }
    let code =
        |country: Option<String>| country.filter(|code| code.len() == 2).map(|code| code.to_uppercase());
    memory.country = vendors::by_id(db, vendor).await?.and_then(|row| code(row.country));
    Ok(Some(memory))
}
