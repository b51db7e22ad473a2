//! Support: tickets from anyone, their conversation, and the queue that answers them.

mod demo;
pub mod letter;
pub mod permissions;
pub mod settings;
pub mod ticket;

use kernel::{Job, Module, notice::NoticeKind};

/// The module.
pub static MODULE: Module = Module {
    name: "support",
    title: "Support",
    description: "Tickets from anyone, their conversation, and the queue that answers them.",
    migrations: kernel::migrations!["0001_tickets"],
    permissions: permissions::ALL,
    routes: || ticket::http::routes().and(ticket::queue::routes()),
    jobs: &[Job::new(letter::SEND_MAIL, |app, payload| Box::pin(letter::send(app, payload)))],
    demo: |world| Box::pin(demo::load(world)),
    settings: include_str!("../settings.toml"),
    notices: &[
        NoticeKind {
            key: ticket::events::ANSWERED_KIND,
            title: "A ticket of yours was answered",
            right: None,
        },
        NoticeKind {
            key: ticket::events::RESOLVED_KIND,
            title: "A ticket of yours was resolved",
            right: None,
        },
        NoticeKind {
            key: ticket::events::NEW_KIND,
            title: "Somebody opened a ticket (for those who answer)",
            right: Some("support:answer"),
        },
        NoticeKind {
            key: ticket::events::ASSIGNED_KIND,
            title: "A ticket was given to you to answer",
            right: Some("support:answer"),
        },
        NoticeKind {
            key: ticket::events::REPLIED_KIND,
            title: "The owner of a ticket that you answer replied",
            right: Some("support:answer"),
        },
    ],
    summary: Some(|caller| Box::pin(ticket::commands::summary(caller))),
    ..Module::EMPTY
};
