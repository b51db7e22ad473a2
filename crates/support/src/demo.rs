//! A help desk as it looks on an ordinary day: tickets of people and of a stranger, in every state.
use chrono::Duration;
use kernel::{Demo, Given, Origin, Result};

use crate::{
    permissions::{Ask, Manage},
    ticket::{
        commands::{decide, open, say},
        http::{ChangeTicket, NewMessage, NewTicket},
        store::{Priority, Status},
    },
};

/// What happens on a ticket, so many hours after it was opened.
enum Step {
    Says(i64, &'static str, &'static str),
    Notes(i64, &'static str, &'static str),
    Becomes(i64, Status),
}
use Step::{Becomes, Notes, Says};

struct Story {
    /// Empty: a stranger.
    who: &'static str,
    hours_ago: i64,
    priority: Priority,
    subject: &'static str,
    message: &'static str,
    steps: &'static [Step],
}

#[rustfmt::skip]
const STORIES: &[Story] = &[
    Story {
        who: "user123", hours_ago: 24 * 40, priority: Priority::High,
        subject: "Cannot reset password",
        message: "I have asked for a new password three times, but no mail arrives.",
        steps: &[
            Says(2, "manager", "Thank you for telling us. Your provider sent our mails back; I have asked them to let us through. Please try once more."),
            Says(5, "user123", "It works now, thank you!"),
            Becomes(6, Status::Resolved), Becomes(80, Status::Closed),
        ],
    },
    Story {
        who: "alice", hours_ago: 24 * 26, priority: Priority::Normal,
        subject: "A booking that I do not know",
        message: "There is a booking of 39.90 on the 3rd that I can't place.\nCan you tell me where it comes from?",
        steps: &[
            Notes(7, "admin", "Card payment at a petrol station, the name is that of its owner. Nothing unusual."),
            Says(9, "admin", "It is a card payment at the petrol station in Mill Road; the name on it is that of the station's owner."),
            Becomes(10, Status::Resolved),
        ],
    },
    Story {
        who: "", hours_ago: 24 * 15, priority: Priority::Normal,
        subject: "Opening an account for a club",
        message: "Hello, can our chess club have an account with two people who may sign? Who may we call?",
        steps: &[
            Says(20, "manager", "Yes: please bring the club's statutes and the minutes of the election, and both come along."),
            Becomes(21, Status::Resolved), Becomes(200, Status::Closed),
        ],
    },
    Story {
        who: "bob", hours_ago: 24 * 9, priority: Priority::Low,
        subject: "Paper statements",
        message: "I would like to get my statements by post again. Is that possible?",
        steps: &[Says(30, "admin", "It is, for 1.50 a statement. Shall I change it?")],
    },
    Story {
        who: "testuser", hours_ago: 24 * 6, priority: Priority::Normal,
        subject: "Policy document in English",
        message: "I need the document of my home insurance in English for my landlord.",
        steps: &[
            Says(16, "manager", "The translation is under way; you have it by Friday."),
            Becomes(17, Status::Resolved),
            Says(60, "testuser", "It is Monday, and I have nothing yet. My landlord is asking."),
        ],
    },
    Story {
        who: "diana", hours_ago: 30, priority: Priority::Urgent,
        subject: "Card lost",
        message: "I lost my card on the train this morning. Please block it at once.",
        steps: &[Says(1, "manager", "It is blocked. A new one goes out today; its PIN follows by separate post.")],
    },
    Story {
        who: "user123", hours_ago: 28, priority: Priority::Normal,
        subject: "Change of address",
        message: "From the first of next month I live at 14 Harbour Street. Do you need a form?",
        steps: &[],
    },
    Story {
        who: "", hours_ago: 5, priority: Priority::Low,
        subject: "Where is your nearest branch?",
        message: "I am new in town. Where do I find you, and when are you open?",
        steps: &[],
    },
    Story {
        who: "charlie", hours_ago: 2, priority: Priority::High,
        subject: "Transfer to the wrong account",
        message: "I mistyped the last digit of an IBAN yesterday evening. Can the 250.00 still be called back?",
        steps: &[],
    },
];

/// Loads the world.
pub async fn load(world: &Demo) -> Result<()> {
    for story in STORIES {
        tell(world, story).await?;
    }
    world.ago(Duration::zero());
    Ok(())
}

async fn tell(world: &Demo, story: &Story) -> Result<()> {
    let after = |hours: i64| world.ago(Duration::hours(Ord::max(story.hours_ago - hours, 0)));
    after(0);
    let stranger = story.who.is_empty();
    let caller = if stranger { None } else { Some(world.caller(story.who)?) };
    let new = NewTicket {
        subject: story.subject.into(),
        message: story.message.into(),
        priority: story.priority,
        name: stranger.then(|| "Maria Keller".into()),
        email: stranger.then(|| "maria.keller@example.com".into()),
    };
    let ticket = open(&world.app, caller.as_ref(), &Origin::default(), new).await?;
    for step in story.steps {
        match step {
            Says(hours, who, message) | Notes(hours, who, message) => {
                after(*hours);
                let new = NewMessage { message: (*message).into(), internal: matches!(step, Notes(..)) };
                say(&world.can::<Ask>(who)?, ticket.id, new).await?;
            }
            Becomes(hours, status) => {
                after(*hours);
                let admin = world.can::<Manage>("admin")?;
                let body = ChangeTicket { status: Given(Some(*status)), ..Default::default() };
                decide(&admin, ticket.id, None, body).await?;
            }
        }
    }
    Ok(())
}
