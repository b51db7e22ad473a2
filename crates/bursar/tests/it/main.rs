//! The whole product: its document, its rights, its program, alone and beside a replica.
mod building;
mod command_line;
mod crash;
mod document;
mod leases;
mod live;
mod program;
mod reading;
mod replicas;
mod rights;
mod robustness;
mod talking;
mod walk_through;
