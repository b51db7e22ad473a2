//! Appointments: visits of a site, talks, papers and handovers between a builder and a customer.
pub mod commands;
pub mod http;
pub mod model;
pub mod reminder;
pub mod store;
pub mod view;
