//! Papers over HTTP.
use chrono::{DateTime, Utc};
use kernel::{Can, One, Path, Result, Routes, sheet::Paper};
use schemars::JsonSchema;
use serde::Serialize;

use super::commands;
use crate::permissions::{Build, TakePart};

/// An agreement that was written.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WrittenAgreement {
    /// Of which booking.
    pub booking_id: i64,
    /// Where it is.
    pub agreement_url: String,
    /// When it was written.
    pub generated_at: DateTime<Utc>,
}

async fn generate_agreement(can: Can<Build>, id: Path<i64>) -> Result<One<WrittenAgreement>> {
    commands::generate(&can, id.0).await.map(One)
}

async fn download_agreement(can: Can<TakePart>, id: Path<i64>) -> Result<Paper> {
    commands::download(&can, id.0).await.map(Paper)
}

async fn download_receipt(can: Can<TakePart>, id: Path<i64>) -> Result<Paper> {
    commands::receipt(&can, id.0).await.map(Paper)
}

async fn download_demand(can: Can<TakePart>, id: Path<i64>) -> Result<Paper> {
    commands::demand(&can, id.0).await.map(Paper)
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new()
        .post("/api/bookings/{id}/generate-agreement", generate_agreement, "Write the agreement of a booking")
        .get("/api/bookings/{id}/download-agreement", download_agreement, "Read the agreement of a booking")
        .get("/api/payments/{id}/receipt", download_receipt, "Read the receipt of a payment")
        .get("/api/dues/{id}/demand", download_demand, "Read the demand for a part of the price")
}
