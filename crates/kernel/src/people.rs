//! Who people are, for modules that only know their numbers: names for a list, an address for a mail; and what a
//! module keeps beside an account.
use std::collections::HashMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{App, Audience, Change, Event, Grant, Later, Result, Role};

/// What one module may know of a person.
#[derive(Clone, Debug)]
pub struct Person {
    /// `users.id`.
    pub id: i64,
    /// The text handle, `users.user_id`.
    pub handle: String,
    /// The name for people.
    pub name: String,
    /// Where mail reaches him.
    pub email: String,
    /// Whether he may sign in.
    pub is_active: bool,
    /// Whether he takes mail from the house, other than what he asked for.
    pub wants_mail: bool,
}

/// Which people.
#[derive(Clone, Debug)]
pub enum Who {
    /// Those with these numbers.
    These(Vec<i64>),
    /// Everyone who may sign in and has one of these roles.
    Roles(Vec<Role>),
}

/// Answers from the accounts; set by the one module that keeps them.
pub type People = for<'a> fn(&'a App, Who) -> Later<'a, Vec<Person>>;

/// An account that is being opened.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// `users.id`.
    pub user_id: i64,
    /// His role.
    pub role: Role,
    /// What he said of himself beyond his account: `builder_data` or `customer_data`.
    pub profile: Option<Map<String, Value>>,
}

/// Makes a module's profile of a newcomer, within the change that opens his account; an error stops both.
pub type Welcome = for<'a> fn(&'a mut Change, &'a Newcomer) -> Later<'a, Option<Profile>>;

/// The topic by which accounts hear of profiles that were made later; body: [`Profile`].
pub const PROFILE: &str = "house.profile";

/// What a module keeps beside an account, as the account shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// `users.id`.
    pub user_id: i64,
    /// Which: `builder` or `customer`.
    pub kind: String,
    /// Its number.
    pub id: i64,
}

impl Profile {
    /// Tells the account.
    pub fn tell(&self, change: &mut Change) -> Result<()> {
        change.emit(Event::new(PROFILE, self, Audience::Modules)?);
        Ok(())
    }
}

impl App {
    /// These people, by number; who is gone is left out.
    pub async fn people(&self, ids: impl IntoIterator<Item = i64>) -> Result<HashMap<i64, Person>> {
        let mut ids: Vec<i64> = ids.into_iter().collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let found = self.who(Who::These(ids)).await?;
        Ok(found.into_iter().map(|person| (person.id, person)).collect())
    }

    /// Everyone who holds the right `P`.
    pub async fn holders<P: Grant>(&self) -> Result<Vec<Person>> {
        self.who(Who::Roles(P::PERMISSION.roles.to_vec())).await
    }

    async fn who(&self, who: Who) -> Result<Vec<Person>> {
        match self.modules.iter().find_map(|module| module.people) {
            Some(people) => people(self, who).await,
            None => Ok(vec![]),
        }
    }
}
