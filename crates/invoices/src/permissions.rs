//! The rights of this module. Without `invoices:manage` a person sees and decides only what he brought himself; see
//! [`scope`].
use kernel::{Caller, Error, Grant, Result, Role, permissions};

const EVERYONE: &[Role] = &[Role::User, Role::Manager, Role::Admin, Role::SuperAdmin];
const ADMINS: &[Role] = &[Role::Admin, Role::SuperAdmin];
const MANAGERS: &[Role] = &[Role::Manager, Role::Admin, Role::SuperAdmin];

permissions! {
    View = "invoices:read", "See invoices, batches, vendors and their figures", EVERYONE;
    Bring = "invoices:upload", "Open batches and bring invoices", EVERYONE;
    Decide = "invoices:decide", "Correct, approve and reject invoices", EVERYONE;
    Manage = "invoices:manage", "See and decide the invoices of everybody, and keep the vendors", MANAGERS;
    Teach = "invoices:teach", "Set the templates of vendors, and have forgotten what was learned of them", ADMINS;
}

/// Whether the caller sees what others brought.
pub fn sees_all(caller: &Caller) -> bool {
    Manage::PERMISSION.granted_to(caller.role)
}

/// Whose invoices the caller sees: `None` means everybody's.
pub fn scope(caller: &Caller) -> Option<i64> {
    if sees_all(caller) { None } else { Some(caller.user_id) }
}

/// 403 unless the caller owns it or sees everything.
pub fn check(caller: &Caller, owner: i64, refusal: &'static str) -> Result<()> {
    if owner == caller.user_id || sees_all(caller) { Ok(()) } else { Err(Error::forbidden(refusal)) }
}
