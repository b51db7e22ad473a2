//! The people of the demo world, with the passwords that their documents name, and a month of their comings
//! and goings.
use chrono::{DateTime, Duration, NaiveDate, Utc};
use kernel::{Act, Actor, Change, Demo, Origin, Principal, Result, Role};

use crate::{
    events, password,
    session::{commands::open, model::actor, store as sessions},
    settings::Settings,
    user::{
        commands::{NewAccount, insert},
        http::User,
        store::{self, UserType},
    },
};

struct Person {
    handle: &'static str,
    password: &'static str,
    role: Role,
    email: &'static str,
    name: &'static str,
    /// Days before the present, and hours into that day; a fixed date for those of the document.
    since: When,
    last_seen: When,
    is_active: bool,
}

#[derive(Clone, Copy)]
enum When {
    On(i32, u32, u32, u32, u32),
    HoursAgo(i64),
}

impl When {
    fn moment(self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self {
            Self::HoursAgo(hours) => now - Duration::hours(hours),
            Self::On(year, month, day, hour, minute) => {
                let day = NaiveDate::from_ymd_opt(year, month, day)
                    .and_then(|day| day.and_hms_opt(hour, minute, 0));
                day.map_or(now, |moment| moment.and_utc())
            }
        }
    }
}

use When::{HoursAgo, On};

macro_rules! people {
    ($(($handle:literal, $password:literal, $role:ident, $email:literal, $name:literal, $since:expr, $last_seen:expr, $is_active:literal);)*) => {
        [$(Person {
            handle: $handle,
            password: $password,
            role: Role::$role,
            email: $email,
            name: $name,
            since: $since,
            last_seen: $last_seen,
            is_active: $is_active,
        }),*]
    };
}

#[rustfmt::skip]
const PEOPLE: [Person; 10] = people! {
    ("admin", "admin123", SuperAdmin, "admin@secondarymarket.com", "System Administrator", On(2024, 1, 1, 10, 0), HoursAgo(0), true);
    ("manager", "admin123", Admin, "manager@secondarymarket.com", "Service Manager", On(2024, 2, 15, 14, 30), HoursAgo(2), true);
    ("user123", "password123", User, "user123@example.com", "John Doe", On(2024, 6, 15, 14, 20), HoursAgo(24), true);
    ("testuser", "test123", User, "test@example.com", "Test User", On(2024, 8, 20, 9, 15), HoursAgo(3), true);
    ("inactive_user", "test123", User, "inactive@example.com", "Jane Smith", On(2024, 3, 20, 9, 15), On(2024, 12, 1, 16, 20), false);
    ("alice", "test123", User, "alice@example.com", "Alice Johnson", On(2024, 7, 10, 11, 0), HoursAgo(5), true);
    ("bob", "test123", User, "bob@example.com", "Bob Williams", On(2024, 7, 15, 13, 30), HoursAgo(48), true);
    ("charlie", "test123", User, "charlie@example.com", "Charlie Brown", On(2024, 8, 1, 16, 45), HoursAgo(168), true);
    ("diana", "test123", User, "diana@example.com", "Diana Prince", On(2024, 8, 15, 10, 20), HoursAgo(4), true);
    ("eve", "test123", User, "eve@example.com", "Eve Adams", On(2024, 5, 20, 14, 0), On(2024, 11, 15, 9, 30), false);
};

/// The test accounts of the clients of seeds 001 and 003.
#[rustfmt::skip]
const GUESTS: [Person; 6] = people! {
    ("builder", "password123", Builder, "builder@test.com", "ABC Construction Co.", HoursAgo(24 * 200), HoursAgo(26), true);
    ("customer", "password123", Customer, "customer@test.com", "John Doe", HoursAgo(24 * 150), HoursAgo(30), true);
    ("finsentry.admin", "Admin@123", Admin, "admin@finsentry.com", "System Administrator", HoursAgo(24 * 120), HoursAgo(31), true);
    ("finsentry.manager", "Manager@123", Manager, "manager@finsentry.com", "Test Manager", HoursAgo(24 * 110), HoursAgo(33), true);
    ("portfolio", "Portfolio@123", PortfolioManager, "portfolio@example.com", "Priya Shah", HoursAgo(24 * 1100), HoursAgo(20), true);
    ("finsentry.user", "User@123", User, "user@finsentry.com", "Test User", HoursAgo(24 * 5), HoursAgo(40), true);
};

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    let guests = if Settings::of(&world.app)?.demo_guests { &GUESTS[..] } else { &[] };
    for person in PEOPLE.iter().chain(guests) {
        let user = enter(world, person).await?;
        come_and_go(world, person, user).await?;
    }
    the_documents_audit_rows(world).await
}

async fn enter(world: &Demo, person: &Person) -> Result<store::Model> {
    world.at(person.since.moment(world.now));
    let mut change = Change::begin(&world.app, Actor::system()).await?;
    let user_type = match person.role {
        Role::Builder => Some(UserType::Builder),
        Role::Customer => Some(UserType::Customer),
        _ => None,
    };
    let account = NewAccount {
        handle: Some(person.handle.into()),
        email: person.email.into(),
        name: Some(person.name.into()),
        password_hash: password::hash(person.password).await?,
        role: person.role,
        user_type,
        phone: None,
        is_active: true,
        must_change_password: false,
    };
    let user = insert(&change, account).await?;
    events::tell(&mut change, events::CREATED, &user)?;
    change
        .commit(Act::new("create_user").on(&user.user_id).saying("Demo account").after(&User::from(&user)))
        .await?;
    Ok(user)
}

/// Sign-ins on many of the last thirty days, the last one at the moment that the document names.
async fn come_and_go(world: &Demo, person: &Person, mut user: store::Model) -> Result<()> {
    let last = person.last_seen.moment(world.now);
    let days = if person.is_active { user.id.unsigned_abs() % 4 * 3 + 4 } else { 0 };
    let (id, opened) = (user.id, user.created_at);
    let earlier = (1..=days as i64).rev().map(|n| {
        let spread = (id * 7 + n * 5) % 11;
        last - Duration::days(n * 30 / (days as i64 + 1)) - Duration::hours(spread)
    });
    let origin = Origin { ip: Some(std::net::Ipv4Addr::LOCALHOST.into()), user_agent: None };
    let mut session = String::new();
    for moment in earlier.chain([last]).filter(|moment| *moment > opened) {
        world.at(moment);
        let mut change = Change::begin(&world.app, actor(&user, &origin)).await?;
        sessions::revoke_all(change.db(), user.id, None, moment).await?;
        open(&change, &world.app, &mut user, &origin).await?;
        events::tell(&mut change, events::SIGNED_IN, &user)?;
        change.commit(Act::new("login").on(&user.user_id).saying("Signed in")).await?;
    }
    if let Some(newest) =
        sessions::living(world.app.db.read(), user.id, last, Duration::days(1)).await?.into_iter().next()
    {
        session = newest.id;
    }
    world.introduce(Principal {
        user_id: user.id,
        handle: user.user_id,
        name: user.name,
        role: user.role,
        session,
        must_change_password: false,
    });
    Ok(())
}

/// The five lines of the log that seed 002 shows, and those that its inactive accounts need.
async fn the_documents_audit_rows(world: &Demo) -> Result<()> {
    let rows = [
        (48, "manager", "view_user", "alice", "Viewed user profile"),
        (24, "admin", "activate_user", "user123", "Activated user account"),
        (4, "admin", "deactivate_user", "eve", "Deactivated user account"),
        (3, "manager", "reset_password", "user123", "Password reset requested"),
        (2, "admin", "deactivate_user", "inactive_user", "Deactivated user account"),
        (1, "admin", "create_user", "testuser", "Created new test user account"),
    ];
    for (hours, who, action, target, details) in rows {
        world.ago(Duration::hours(hours));
        let change = world.caller(who)?.change().await?;
        if action == "deactivate_user"
            && let Some(user) = store::by_handle(change.db(), target, true).await?
        {
            store::set_active(change.db(), &[user.id], false, change.now()).await?;
            sessions::revoke_all(change.db(), user.id, None, change.now()).await?;
        }
        change.commit(Act::new(action).on(target).saying(details)).await?;
    }
    world.ago(Duration::zero());
    Ok(())
}
