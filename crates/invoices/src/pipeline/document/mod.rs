//! What a file said when it was read: kept, so that a restart need not read it again, and for search and review.
pub mod store;
