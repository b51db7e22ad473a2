//! The rights of this module. What a builder or a customer sees is always only his own; see [`crate::side`].
use kernel::{Role, permissions};

permissions! {
    Build = "realty:build", "Keep your own developments and deal with their customers", &[Role::Builder];
    Buy = "realty:buy", "Book a home and follow it", &[Role::Customer];
    TakePart = "realty:take_part", "See and do what concerns your own homes and developments", &[Role::Builder, Role::Customer];
    KeepSettings = "realty:settings", "Keep the settings of the real estate module", Role::ADMINS;
}
