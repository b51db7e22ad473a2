//! The way out of the house to a language model.
use bytes::Bytes;
use futures::{future::BoxFuture, stream::BoxStream};
use kernel::{App, Error, Result};

/// A question to the endpoint.
#[derive(Clone)]
pub struct Ask {
    /// Where to.
    pub url: String,
    /// The key, for `Authorization: Bearer`; empty for none.
    pub key: String,
    /// The body, JSON.
    pub body: String,
}

/// The body of an answer with status 200, as it comes.
pub type Heard = BoxStream<'static, Result<Bytes>>;

/// Sends questions. A module reaches no network by itself: the program puts a wire into the house.
#[derive(Clone, Copy)]
pub struct Wire {
    /// Sends one; fails unless the answer's status is 200.
    pub post: fn(Ask) -> BoxFuture<'static, Result<Heard>>,
}

impl Wire {
    /// That of the house; where there is none, every question fails.
    pub fn of(app: &App) -> Self {
        let none = || Self {
            post: |_| Box::pin(async { Err(Error::busy("There is no way out of this house.", 60)) }),
        };
        *app.own(none)
    }
}
