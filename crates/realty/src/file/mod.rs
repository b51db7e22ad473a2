//! Files: pictures, plans, brochures, attachments and models, kept in the storage, known by their content.
pub mod commands;
pub mod http;
pub mod model;
pub mod store;
