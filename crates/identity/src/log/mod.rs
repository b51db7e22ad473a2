//! Reading the audit log. Writing it is the kernel's: see `kernel::Act`.
pub mod changes;
pub mod http;
pub mod store;
