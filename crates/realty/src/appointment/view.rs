//! An appointment as both sides see it.
use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::Serialize;

use super::store::{AppointmentStatus, AppointmentType, MeetingLocation, Model, Party};
use crate::{dealings::store::Site, profile::store::customer};

/// The customer of an appointment.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AppointmentCustomer {
    /// His number as a customer.
    pub id: i64,
    /// His account.
    pub user_id: i64,
    /// His name.
    pub name: String,
    /// His telephone number.
    pub phone: String,
}

/// The development of an appointment, and its builder.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AppointmentProject {
    /// The development.
    pub id: i64,
    /// Its name.
    pub project_name: String,
    /// The builder.
    pub builder_id: i64,
    /// The builder's account.
    pub builder_user_id: i64,
    /// The builder's company.
    pub company_name: String,
}

/// An appointment between a builder and a customer.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Appointment {
    /// The development.
    pub project_id: i64,
    /// What for.
    pub appointment_type: AppointmentType,
    /// When it begins.
    pub appointment_date: DateTime<Utc>,
    /// How long it lasts.
    pub duration_minutes: i64,
    /// Where.
    pub meeting_location: MeetingLocation,
    /// What is to be talked about.
    pub agenda: Option<String>,
    /// Its id.
    pub id: i64,
    /// The customer.
    pub customer_id: i64,
    /// Where it stands.
    pub status: AppointmentStatus,
    /// Who else comes.
    pub attendees: Option<Vec<String>>,
    /// What was noted of it.
    pub notes: Option<String>,
    /// Why it was moved, the last time.
    pub reschedule_reason: Option<String>,
    /// Who made it.
    pub created_by: Party,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Who named the present time: the other side may confirm it.
    pub proposed_by: Party,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// How often it was moved or changed, for calendars.
    pub sequence: i64,
    /// When it was last changed.
    pub updated_at: Option<DateTime<Utc>>,
    /// Who comes.
    pub customer: Option<AppointmentCustomer>,
    /// Where it belongs.
    pub project: Option<AppointmentProject>,
}

impl Appointment {
    /// With the people.
    pub fn of(row: Model, customer: Option<&customer::Model>, site: Option<&Site>) -> Self {
        let customer = customer.map(|one| AppointmentCustomer {
            id: one.id,
            user_id: one.user_id,
            name: one.name(),
            phone: one.phone.clone(),
        });
        let project = site.map(|site| AppointmentProject {
            id: site.id,
            project_name: site.project_name.clone(),
            builder_id: site.builder_id,
            builder_user_id: site.builder_user_id,
            company_name: site.company_name.clone(),
        });
        Self {
            project_id: row.development_id,
            appointment_type: row.appointment_type,
            appointment_date: row.appointment_date,
            duration_minutes: row.duration_minutes,
            meeting_location: row.meeting_location,
            agenda: row.agenda,
            id: row.id,
            customer_id: row.customer_id,
            status: row.status,
            attendees: row.attendees.map(|texts| texts.0),
            notes: row.notes,
            reschedule_reason: row.reschedule_reason,
            created_by: row.created_by,
            created_at: row.created_at,
            proposed_by: row.proposed_by,
            ends_at: row.ends_at,
            sequence: row.sequence,
            updated_at: row.updated_at,
            customer,
            project,
        }
    }
}
