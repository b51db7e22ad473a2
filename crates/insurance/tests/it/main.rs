//! What holders and reviewers do with policies and claims, told through HTTP on both databases.
mod cancellation;
mod claims;
mod decisions;
mod demo;
mod documents;
mod duplicates;
mod exports;
mod figures;
mod overrides;
mod ownership;
mod people;
mod policies;
mod race;
mod renewals;
mod review;
