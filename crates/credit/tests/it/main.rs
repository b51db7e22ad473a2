//! What managers and administrators do with portfolios and loans, told through HTTP on both databases.
mod audit;
mod demo;
mod files;
mod history_uploads;
mod lists;
mod loans;
mod ownership;
mod people;
mod portfolios;
mod rates;
mod ratings;
mod seams;
mod sheet_uploads;
mod upload_runs;
mod uploads;
