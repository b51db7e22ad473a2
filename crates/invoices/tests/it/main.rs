//! What people do with piles of invoices, told through HTTP on both databases.
mod batches;
mod chats;
mod dashboards;
mod decisions;
mod demo;
mod desk;
mod edits;
mod exports;
mod faults;
mod files;
mod intake;
mod kit;
mod pictures;
mod pipeline;
mod race;
mod sockets;
mod vendors;
