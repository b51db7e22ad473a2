//! What people and strangers do with tickets, told through HTTP on both databases.
mod conversation;
mod decisions;
mod demo;
mod notices;
mod opening;
mod people;
mod queue;
mod strangers;
