//! The rights of this module.
use kernel::{Role, permissions};

permissions! {
    ReadUsers = "identity:read", "See all accounts and their analytics", Role::ADMINS;
    ManageUsers = "identity:manage", "Create, change and remove accounts", Role::ADMINS;
    ReadAudit = "identity:audit", "Read and verify the audit log", Role::ADMINS;
}
