//! The way out of the house to a language model.
use std::sync::Arc;

use bytes::Bytes;
use futures::{future::BoxFuture, stream::BoxStream};
use kernel::{App, Error};

/// Why nothing came back, or nothing of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silence {
    /// For the person who asked: the beginning of a sentence, without internals.
    pub says: String,
    /// For the log: what exactly. Never the key.
    pub cause: String,
}

impl Silence {
    /// With a sentence for the person, and more for the log.
    pub fn new(says: impl Into<String>, cause: impl std::fmt::Display) -> Self {
        Self { says: says.into(), cause: cause.to_string() }
    }
}

impl From<Error> for Silence {
    fn from(e: Error) -> Self {
        Self::new("The tools of the language model failed", e)
    }
}

/// The body of an answer with status 200, as it comes.
pub type Heard = BoxStream<'static, Result<Bytes, Silence>>;

type Post = dyn Fn(String) -> BoxFuture<'static, Result<Heard, Silence>> + Send + Sync;

/// Carries questions to the endpoint of the settings, and to no other. A module reaches no network by itself: the
/// program, or a test, puts a wire into the house before the first question. The wire alone knows the key.
#[derive(Clone)]
pub struct Wire(Arc<Post>);

impl Wire {
    /// One that sends a body of JSON so; it must fail unless the answer's status is 200.
    pub fn new<F>(post: F) -> Self
    where
        F: Fn(String) -> BoxFuture<'static, Result<Heard, Silence>> + Send + Sync + 'static,
    {
        Self(Arc::new(post))
    }

    /// That of the house; where there is none, every question fails.
    pub fn of(app: &App) -> Self {
        let none = |_| -> BoxFuture<'static, Result<Heard, Silence>> {
            Box::pin(async {
                Err(Silence::new("The language model can not be reached from here", "no wire in this house"))
            })
        };
        (*app.own(|| Self::new(none))).clone()
    }

    /// Sends a body.
    pub async fn post(&self, body: String) -> Result<Heard, Silence> {
        (self.0)(body).await
    }
}
