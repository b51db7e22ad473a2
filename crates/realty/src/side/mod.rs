//! Which side of a sale the caller is on. Everything a person sees of this module is scoped by it.
pub mod store;

pub use store::{Side, builder, customer};
