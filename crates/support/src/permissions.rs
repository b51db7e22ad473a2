//! The rights of this module: everyone may ask, some answer, administrators decide.
use kernel::{Role, permissions};

permissions! {
    Ask = "support:ask", "Follow your own tickets and reply to answers", Role::ALL;
    Answer = "support:answer", "Read everybody's tickets and answer them", &[Role::Manager, Role::Admin, Role::SuperAdmin];
    Manage = "support:manage", "Decide over tickets: state, priority, who answers, removal, figures", Role::ADMINS;
}
