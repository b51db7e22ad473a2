//! 3D models of developments and homes.
pub mod commands;
pub mod form;
pub mod http;
pub mod model;
pub mod store;
