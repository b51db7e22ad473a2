//! A small world to look around in, made through the modules' own commands.
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use dashmap::DashMap;

use crate::{App, Caller, Can, Error, Grant, Principal, Result, caller::Origin, settings::Environment};

/// What a module's `demo` gets: a house whose clock it may set, and the people in it.
pub struct Demo {
    /// The house; its clock is [`Demo::at`]'s.
    pub app: App,
    /// The present, towards which all demo data runs.
    pub now: DateTime<Utc>,
    people: DashMap<String, Arc<Principal>>,
}

impl Demo {
    /// Over a house with a fixed clock. Refused in production.
    pub fn new(app: App) -> Result<Self> {
        if app.settings.environment == Environment::Production {
            return Err(Error::forbidden("Demo data is never loaded when ENVIRONMENT=production."));
        }
        let now = app.clock.now();
        Ok(Self { app, now, people: DashMap::new() })
    }

    /// Sets the clock.
    pub fn at(&self, moment: DateTime<Utc>) {
        self.app.clock.advance(moment - self.app.clock.now());
    }

    /// Sets the clock to some time before the present.
    pub fn ago(&self, before: Duration) {
        self.at(self.now - before);
    }

    /// Makes a person known to the demos of other modules.
    pub fn introduce(&self, person: Principal) {
        self.people.insert(person.handle.clone(), Arc::new(person));
    }

    /// A person, signed in.
    pub fn caller(&self, handle: &str) -> Result<Caller> {
        let person = self.people.get(handle).map(|entry| entry.value().clone());
        let person = person.ok_or_else(|| Error::internal(format!("the demo knows no {handle}")))?;
        let origin = Origin { ip: Some(std::net::Ipv4Addr::LOCALHOST.into()), user_agent: None };
        Ok(Caller::new(&self.app, person, origin))
    }

    /// A person with a right.
    pub fn can<P: Grant>(&self, handle: &str) -> Result<Can<P>> {
        Can::new(self.caller(handle)?)
    }
}
