//! The rights of this module. Nobody decides a claim on his own policy, whatever he holds.
use kernel::{Role, permissions};

const DESK: &[Role] = &[Role::Manager, Role::Admin, Role::SuperAdmin];

permissions! {
    Read = "insurance:read", "See your own policies and claims", Role::ALL;
    Write = "insurance:write", "Keep your own policies and file claims", Role::ALL;
    Review = "insurance:review", "See all policies and claims", DESK;
    Decide = "insurance:decide", "Approve and reject claims", DESK;
    Pay = "insurance:pay", "Mark approved claims as paid", Role::ADMINS;
    Override = "insurance:override", "File and approve claims beyond the rules, with a reason", Role::ADMINS;
}
