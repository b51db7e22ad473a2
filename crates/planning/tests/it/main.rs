//! What people do with budgets and goals, told through HTTP on both databases.
mod books;
mod budgets;
mod goals;
mod money;
mod months;
mod ownership;
mod people;
mod projects;
mod spending;
