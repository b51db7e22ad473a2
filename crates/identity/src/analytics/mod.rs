//! Figures about accounts and sign-ins.
pub mod http;
pub mod store;
