//! Stories of structured invoices.
mod hostile;
mod india;
mod pdf;
mod public;
mod round_trip;
mod rules;
