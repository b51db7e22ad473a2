//! The rights of this module: everyone keeps his own plans.
use kernel::{Role, permissions};

permissions! {
    Read = "planning:read", "See your own budgets and goals", Role::ALL;
    Write = "planning:write", "Keep your own budgets and goals", Role::ALL;
}
