//! The development that the document names, with its three homes.
use kernel::{Demo, Result};
use serde_json::json;

use super::{BUILDER, body};
use crate::{development, permissions::Build, unit};

/// Enters it.
pub async fn load(world: &Demo) -> Result<()> {
    world.ago(chrono::Duration::days(190));
    let builder = world.can::<Build>(BUILDER)?;
    let new = body(json!({
        "project_name": "Green Valley Residency", "description": "Luxury residential complex with modern amenities",
        "project_type": "residential", "status": "construction", "location_address": "123 Green Valley Road",
        "location_city": "Bangalore", "location_state": "Karnataka", "location_zipcode": "560001",
        "latitude": 12.9716, "longitude": 77.5946, "total_units": 150, "available_units": 145,
        "price_range_min": 5_500_000, "price_range_max": 12_000_000, "project_area": 5000.0,
        "amenities": ["gym", "swimming_pool", "parking", "24x7_security", "clubhouse", "garden"],
        "start_date": "2024-01-15", "expected_completion_date": "2026-03-15",
        "images": ["https://example.com/project1/image1.jpg", "https://example.com/project1/image2.jpg"],
        "floor_plans": ["https://example.com/project1/floorplan1.pdf"], "is_featured": true,
    }))?;
    let id = development::commands::create(&builder, new).await?.id;
    let plain = ["modular_kitchen", "false_ceiling"];
    let homes = [
        json!({"unit_number": "A-101", "unit_type": "2BHK", "floor_number": 1, "area_sqft": 1200.0, "price": 7_500_000,
               "facing": "east", "balconies": 2, "bathrooms": 2, "parking_spaces": 1, "stack": "A",
               "features": [plain[0], plain[1], "premium_flooring"]}),
        json!({"unit_number": "A-102", "unit_type": "3BHK", "floor_number": 1, "area_sqft": 1600.0, "price": 10_500_000,
               "facing": "north", "balconies": 3, "bathrooms": 3, "parking_spaces": 2, "stack": "B",
               "features": [plain[0], plain[1], "premium_flooring", "study_room"]}),
        json!({"unit_number": "B-201", "unit_type": "2BHK", "floor_number": 2, "area_sqft": 1250.0, "price": 7_800_000,
               "facing": "west", "balconies": 2, "bathrooms": 2, "parking_spaces": 1, "stack": "B", "status": "booked",
               "features": plain}),
    ];
    for mut home in homes {
        home["project_id"] = json!(id);
        unit::commands::create(&builder, body(home)?).await?;
    }
    Ok(())
}
