//! The seven roles, and who manages whom.
use std::str::FromStr;

use schemars::JsonSchema;
use sea_orm::{DeriveActiveEnum, EnumIter, Iterable};
use serde::{Deserialize, Serialize};

/// What a person is in this house. Modules grant their permissions to roles.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    User,
    Customer,
    Builder,
    PortfolioManager,
    Manager,
    Admin,
    SuperAdmin,
}

impl Role {
    /// Every role.
    pub const ALL: &[Self] = &[
        Self::User,
        Self::Customer,
        Self::Builder,
        Self::PortfolioManager,
        Self::Manager,
        Self::Admin,
        Self::SuperAdmin,
    ];
    /// The two roles that administer accounts.
    pub const ADMINS: &[Self] = &[Self::Admin, Self::SuperAdmin];

    /// Whether this role administers accounts.
    pub fn is_admin(self) -> bool {
        Self::ADMINS.contains(&self)
    }

    /// Whether this role may manage accounts of `other`: a super_admin everyone, an admin everyone below.
    pub fn manages(self, other: Self) -> bool {
        self == Self::SuperAdmin || (self == Self::Admin && !other.is_admin())
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&sea_orm::ActiveEnum::to_value(self))
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let known = || Self::iter().map(|role| role.to_string()).collect::<Vec<_>>().join(", ");
        Self::iter()
            .find(|role| role.to_string() == s)
            .ok_or_else(|| format!("no role `{s}`: use one of {}", known()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_admin_manages_everyone_below() {
        assert!(Role::Admin.manages(Role::Manager) && !Role::Admin.manages(Role::Admin));
        assert!(Role::SuperAdmin.manages(Role::SuperAdmin) && !Role::Manager.manages(Role::User));
    }
}
