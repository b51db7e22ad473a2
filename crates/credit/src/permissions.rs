//! The rights of this module: managers keep their own portfolios, administrators all of them.
use kernel::{Role, permissions};

const KEEPERS: &[Role] = &[Role::PortfolioManager, Role::Admin, Role::SuperAdmin];

permissions! {
    Read = "credit:read", "See your own credit portfolios, their loans and figures", KEEPERS;
    Write = "credit:write", "Keep your own credit portfolios and their loans", KEEPERS;
    Administer = "credit:admin", "See and keep everyone's credit portfolios, and set default rates", Role::ADMINS;
}
