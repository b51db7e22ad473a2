//! The rights of this module: everyone keeps his own inbox, and the administration may write into another's.
use kernel::{Role, permissions};

permissions! {
    Read = "notifications:read", "Keep your own inbox", Role::ALL;
    Write = "notifications:send", "Write into other people's inboxes", Role::ADMINS;
}
