//! Nobody reaches into the sales of others.
use kernel::testing::{Client, Reply};
use serde_json::json;

use crate::{
    people::{MODULES, builder, customer},
    sale::{Sale, traces},
};

/// Every operation on a sale that exists: who asks must have nothing of it.
async fn tries(client: &Client<'_>, sale: &Sale<'_>) -> Vec<(&'static str, Reply)> {
    let (none, unit) = (json!({}), sale.unit);
    let active = json!({"status": "active"});
    let hold = json!({"customer_id": sale.customer_id});
    vec![
        ("get a booking", client.get("/api/bookings/1").await),
        ("change it", client.patch("/api/bookings/1", none.clone()).await),
        ("move it on", client.patch("/api/bookings/1/status", active).await),
        ("cancel it", client.post("/api/bookings/1/cancel", none.clone()).await),
        ("list a customer's", client.get(&format!("/api/bookings/customer/{}", sale.customer_id)).await),
        ("its payments", client.get("/api/bookings/1/payments").await),
        ("write its agreement", client.post("/api/bookings/1/generate-agreement", none.clone()).await),
        ("read its agreement", client.get("/api/bookings/1/download-agreement").await),
        ("get a payment", client.get("/api/payments/1").await),
        ("change a payment", client.patch("/api/payments/1", none.clone()).await),
        ("its receipt", client.get("/api/payments/1/receipt").await),
        ("a demand", client.get("/api/dues/1/demand").await),
        ("demand", client.post("/api/dues/1/demand", none.clone()).await),
        ("get a hold", client.get("/api/holds/1").await),
        ("give it up", client.delete("/api/holds/1").await),
        ("hold for him", client.post(&format!("/api/units/{unit}/hold"), hold).await),
        (
            "write steps",
            client.put(&format!("/api/projects/{}/payment-steps", sale.project), json!({"steps": []})).await,
        ),
    ]
}

kernel::stories! { MODULES;
    async fn strangers_get_nothing_and_leave_nothing(house) {
        let sale = Sale::new(house).await;
        sale.customer.post(&format!("/api/units/{}/hold", sale.unit), json!({})).await.expect(201);
        sale.booked(json!({})).await;
        sale.paid(1, "token", 200_000).await;
        sale.builder.post("/api/bookings/1/generate-agreement", json!({})).await.expect(200);
        let (cleo, _) = builder(house, "cleo").await;
        let (eve, _) = customer(house, "eve").await;
        let person = json!({"email": "fay@example.com", "password": "violet tram 42 anchor"});
        let fay = house.client().post("/api/auth/register", person).await.expect(201);
        let fay = house.client().token(fay["access_token"].as_str().expect("a token"));
        let before = traces(house).await;
        for client in [&cleo, &eve, &fay] {
            for (what, reply) in tries(client, &sale).await {
                assert_eq!(reply.status, 403, "{what}: {}", reply.text());
            }
        }
        for (what, reply) in tries(&house.client(), &sale).await {
            assert_eq!(reply.status, 401, "{what}: {}", reply.text());
        }
        assert_eq!(traces(house).await, before);
        for list in ["/api/payments", "/api/builder/holds?ended=true"] {
            assert_eq!(cleo.get(list).await.expect(200), json!([]));
        }
        for list in ["/api/payments", "/api/customer/holds?ended=true"] {
            assert_eq!(eve.get(list).await.expect(200), json!([]));
        }
    }

    async fn who_has_no_profile_yet_hears_so(house) {
        let body = json!({"email": "gil@example.com", "password": "violet tram 42 anchor", "user_type": "customer"});
        let gil = house.client().post("/api/auth/register", body).await.expect(201);
        let gil = house.client().token(gil["access_token"].as_str().expect("a token"));
        let sale = Sale::new(house).await;
        let before = traces(house).await;
        let said = gil.post("/api/bookings", sale.body(json!({}))).await.refused(403);
        assert!(said.contains("fill in your profile first"), "{said}");
        gil.get("/api/payments").await.expect(403);
        gil.post(&format!("/api/units/{}/hold", sale.unit), json!({})).await.expect(403);
        assert_eq!(traces(house).await, before);
    }
}
