//! What managers and administrators do with portfolios and loans, told through HTTP on both databases.
mod analyses;
mod audit;
mod calculators;
mod demo;
mod files;
mod lists;
mod loans;
mod ownership;
mod people;
mod portfolios;
mod rates;
mod ratings;
mod seams;
mod snapshots;
mod uploads;
