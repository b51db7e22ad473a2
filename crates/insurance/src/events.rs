//! What others hear of policies and claims, and what people are told.
use kernel::{
    Audience, Change, Event, Grant, Result,
    notice::{Class, Notice, NoticeKind},
};
use serde::{Deserialize, Serialize};

use crate::permissions::Review;

/// A policy was entered; body: the policy.
pub const POLICY_CREATED: &str = "insurance.policy.created";
/// A policy was changed; body: the policy.
pub const POLICY_UPDATED: &str = "insurance.policy.updated";
/// A policy was removed; body: the policy.
pub const POLICY_DELETED: &str = "insurance.policy.deleted";
/// A policy was cancelled; body: the policy.
pub const POLICY_CANCELLED: &str = "insurance.policy.cancelled";
/// A policy has a further term; body: the policy.
pub const POLICY_RENEWED: &str = "insurance.policy.renewed";
/// A policy came to its renewal date without being renewed; body: the policy.
pub const POLICY_EXPIRED: &str = "insurance.policy.expired";
/// A claim was filed; body: the claim.
pub const CLAIM_SUBMITTED: &str = "insurance.claim.submitted";
/// A claim, or a document of it, was changed; body: the claim.
pub const CLAIM_UPDATED: &str = "insurance.claim.updated";
/// A claim was approved; body: the claim.
pub const CLAIM_APPROVED: &str = "insurance.claim.approved";
/// A claim was rejected; body: the claim.
pub const CLAIM_REJECTED: &str = "insurance.claim.rejected";
/// A claim was paid; body: the claim.
pub const CLAIM_PAID: &str = "insurance.claim.paid";
/// Something in the review queue is no longer as it was; for the screens of reviewers. Body: [`Queued`].
pub const QUEUE_CHANGED: &str = "insurance.queue.changed";

/// What moved in the queue, and why.
#[derive(Debug, Serialize, Deserialize)]
pub struct Queued {
    /// The topic of what happened.
    pub topic: String,
    /// The policy.
    pub policy_id: i64,
    /// The claim, where it is about one.
    pub claim_id: Option<i64>,
}

/// Tells the holder's screens and all modules, and the screens of reviewers. A policy without a holder concerns
/// only these.
pub fn tell(
    change: &mut Change,
    topic: &'static str,
    owner: Option<i64>,
    body: &impl Serialize,
    queued: (i64, Option<i64>),
) -> Result<()> {
    change.emit(Event::new(topic, body, owner.map_or(Audience::Modules, Audience::User))?);
    let (policy_id, claim_id) = queued;
    let queued = Queued { topic: topic.into(), policy_id, claim_id };
    change.emit(Event::new(QUEUE_CHANGED, &queued, Audience::Holders(Review::PERMISSION.key.into()))?);
    Ok(())
}

/// A claim of yours was decided.
pub const CLAIM_DECIDED: &str = "insurance.claim_decided";
/// A claim waits for review.
pub const CLAIM_RECEIVED: &str = "insurance.claim_received";
/// A policy of yours comes up for renewal.
pub const POLICY_RENEWAL: &str = "insurance.policy_renewal";
/// A policy of yours has ended.
pub const POLICY_ENDED: &str = "insurance.policy_ended";

/// The kinds of notices that this module gives.
pub const NOTICES: &[NoticeKind] = &[
    NoticeKind { key: CLAIM_DECIDED, title: "A claim of yours was approved, rejected or paid", right: None },
    NoticeKind { key: CLAIM_RECEIVED, title: "A claim waits for review", right: Some("insurance:review") },
    NoticeKind { key: POLICY_RENEWAL, title: "A policy of yours comes up for renewal", right: None },
    NoticeKind { key: POLICY_ENDED, title: "A policy of yours has expired or was cancelled", right: None },
];

/// What to say, before it is known to whom.
pub struct Word {
    /// One of [`NOTICES`].
    pub kind: &'static str,
    /// How the inbox files it.
    pub class: Class,
    /// A few words.
    pub title: String,
    /// A sentence or two.
    pub message: String,
    /// Where in the console.
    pub link: String,
    /// Never twice to one person.
    pub once: Option<String>,
}

impl Word {
    /// Says it to this person.
    pub fn to(&self, change: &mut Change, user_id: i64) -> Result<()> {
        change.notify(&Notice {
            user_id,
            kind: self.kind.into(),
            class: self.class,
            title: self.title.clone(),
            message: self.message.clone(),
            link: Some(self.link.clone()),
            once: self.once.clone(),
        })
    }
}
