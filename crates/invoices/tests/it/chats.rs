//! Questions over a batch.
use kernel::Role;
use serde_json::json;

use crate::kit::{MODULES, batch, invoice, pdf, person, read, traces};

kernel::stories! { MODULES;
    async fn questions_are_answered_from_the_data(house) {
        let ann = person(house, "ann", Role::User).await;
        let id = batch(&ann).await;
        read(house, &ann, id, &invoice("INV-1", "Acme", "10")).await;
        read(house, &ann, id, &pdf(&[("seller_name", "Acme"), ("total_amount", "5")])).await;
        let ask = |text: &'static str| {
            let ann = ann.clone();
            async move { ann.post("/api/chat/message", json!({"batch_id": id, "message": text, "stream": false})).await.expect(200) }
        };
        let flagged = ask("Which invoices are flagged?").await;
        assert_eq!(flagged["message"]["role"], "assistant");
        let says = flagged["message"]["content"].as_str().expect("words");
        assert!(says.contains('1') && says.contains("Missing invoice number"), "{says}");
        assert_eq!(flagged["message"]["subtasks"][0]["status"], "completed");
        assert!(flagged["processing_time"].is_number() && flagged["message"]["timestamp"].is_string());
        let odd = ask("What is the meaning of life?").await;
        assert!(odd["message"]["content"].as_str().is_some_and(|says| says.contains("can't")));
        let history = ann.get(&format!("/api/chat/history/{id}")).await.expect(200);
        assert_eq!((&history["total"], &history["batch_id"]), (&json!(4), &json!(id)));
        let roles = history["messages"].as_array().expect("messages").iter().map(|m| m["role"].as_str().unwrap_or(""));
        assert_eq!(roles.collect::<Vec<_>>(), ["user", "assistant", "user", "assistant"]);
    }

    async fn a_batch_of_somebody_else_is_not_talked_about(house) {
        let (ann, bob) = (person(house, "ann", Role::User).await, person(house, "bob", Role::User).await);
        let id = batch(&ann).await;
        let before = traces(house).await;
        assert_eq!(bob.post("/api/chat/message", json!({"batch_id": id, "message": "Hi"})).await.refused(403), "You don't have access to this batch");
        assert_eq!(bob.get(&format!("/api/chat/history/{id}")).await.refused(403), "You don't have access to this batch");
        assert_eq!(ann.post("/api/chat/message", json!({"batch_id": 99, "message": "Hi"})).await.refused(404), "Batch not found");
        ann.get("/api/chat/history/99").await.refused(404);
        ann.post("/api/chat/message", json!({"batch_id": id, "message": ""})).await.refused(422);
        assert_eq!(traces(house).await, before);
    }
}
