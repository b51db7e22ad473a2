//! Accounts from the command line.
use std::io::Read;

use identity::operator;
use kernel::{App, Error, Result};

use crate::cli::User;

/// Does one of the account commands.
pub(crate) async fn user(app: &App, command: User) -> Result<()> {
    match command {
        User::Create { email, name, user_id, role, password_stdin } => {
            let password = if password_stdin { Some(typed()?) } else { None };
            let (user, temporary) = operator::create(app, &email, name, user_id, role, password).await?;
            println!("Created {} <{}>, {}.", user.user_id, user.email, user.role);
            if let Some(password) = temporary {
                println!("Temporary password, to be changed at the first sign-in: {password}");
            }
        }
        User::List { limit } => {
            let (users, total) = operator::list(app, limit).await?;
            for user in &users {
                let state = if user.is_active { "active" } else { "inactive" };
                println!("{:<24} {:<32} {:<18} {state}", user.user_id, user.email, user.role.to_string());
            }
            println!("{} of {total} accounts", users.len());
        }
        User::ResetPassword { user, clear_two_factor } => {
            let password = operator::reset_password(app, &user, clear_two_factor).await?;
            println!("Temporary password, to be changed at the next sign-in: {password}");
        }
        User::Promote { user, role } => {
            let user = operator::promote(app, &user, role).await?;
            println!("{} is now {}.", user.user_id, user.role);
        }
    }
    Ok(())
}

fn typed() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(Error::internal)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}
