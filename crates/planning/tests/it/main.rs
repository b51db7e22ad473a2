//! What people do with budgets and goals, told through HTTP on both databases.
mod budgets;
mod goals;
mod money;
mod ownership;
mod people;
