//! Studies over time and of capital: how ratings moved, who defaulted, what may be lost.
mod capital;
mod defaults;
mod ifrs9;
mod kept;
mod loss;
mod migration;
mod opened;
mod past;
mod span;
mod studied;

use kernel::Routes;

/// The operations of the studies.
pub fn routes() -> Routes {
    migration::http::routes()
        .and(defaults::rates::routes())
        .and(defaults::vintages::routes())
        .and(defaults::pools::routes())
        .and(ifrs9::http::routes())
        .and(capital::routes())
        .and(loss::routes())
}
