//! The rules of accounts. Pure.
use kernel::{Error, Result, Role};

/// `Anna.Lee@Example.com` becomes `anna.lee`: the handle of whoever chose none.
pub fn handle_from(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default().to_lowercase();
    let fits = |c: char| if c.is_ascii_alphanumeric() || ".-_".contains(c) { c } else { '-' };
    let handle = local.chars().map(fits).take(90).collect::<String>();
    if handle.len() < 3 { format!("{handle}-user") } else { handle }
}

/// Whether a text can be a handle: it stands in paths and logs.
pub fn check_handle(handle: &str) -> Result<()> {
    let fits = |c: char| c.is_ascii_alphanumeric() || ".-_@+".contains(c);
    if (3..=100).contains(&handle.len()) && handle.chars().all(fits) {
        return Ok(());
    }
    Err(Error::invalid("user_id", "must be 3 to 100 letters, digits or . - _ @ +"))
}

/// What `actor` may make of an account of role `subject`: 403 for what he may not manage.
pub fn may_manage(actor: Role, subject: Role) -> Result<()> {
    if actor.manages(subject) {
        return Ok(());
    }
    Err(Error::forbidden(format!("Cannot manage user with role '{subject}'")))
}

/// Nobody raises anyone above himself: an admin makes no admins.
pub fn may_grant(actor: Role, role: Role) -> Result<()> {
    if actor.manages(role) {
        return Ok(());
    }
    Err(Error::forbidden(format!("Cannot give the role '{role}': only a super_admin may.")))
}

/// Refuses what would leave the house without a super_admin.
pub fn keeps_a_super_admin(others_left: u64) -> Result<()> {
    if others_left > 0 {
        return Ok(());
    }
    Err(Error::bad_request("This is the last active super_admin. Make another one first."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_come_from_addresses() {
        assert_eq!(handle_from("Anna.Lee+x@Example.com"), "anna.lee-x");
        assert_eq!(handle_from("a@b.c"), "a-user");
        assert!(
            check_handle("user123").is_ok() && check_handle("a b").is_err() && check_handle("ab").is_err()
        );
    }

    #[test]
    fn nobody_raises_anyone_above_himself() {
        assert!(
            may_grant(Role::Admin, Role::Manager).is_ok() && may_grant(Role::Admin, Role::Admin).is_err()
        );
        assert!(may_grant(Role::SuperAdmin, Role::SuperAdmin).is_ok());
        let said = may_manage(Role::Admin, Role::SuperAdmin).expect_err("refused").detail;
        assert_eq!(said, "Cannot manage user with role 'super_admin'");
    }
}
