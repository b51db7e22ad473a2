//! What people do with their inboxes, and what reaches them, told through HTTP on both databases.
mod channels;
mod delivery;
mod demo;
mod housekeeping;
mod inbox;
mod live;
mod pages;
mod people;
mod refusals;
mod sending;
