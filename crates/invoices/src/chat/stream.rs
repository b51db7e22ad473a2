//! An answer over HTTP: whole, or as Server-Sent Events while it comes about.
use std::convert::Infallible;

use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{MediaType, Operation, Response as Doc, SchemaObject, StatusCode as Code},
};
use axum::{
    Json,
    response::{
        IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
};
use futures::{Stream, stream};
use kernel::{Error, error::request_id};
use schemars::json_schema;
use serde_json::json;
use tokio::sync::mpsc::UnboundedReceiver;

use super::{http::ChatAnswer, voice::Piece};

/// An answer of the chat.
pub struct Told(Response);

impl Told {
    /// Whole, as JSON.
    pub fn whole(answer: ChatAnswer) -> Self {
        Self(Json(answer).into_response())
    }

    /// As events, while it comes about.
    pub fn bit_by_bit(ear: UnboundedReceiver<Piece>) -> Self {
        Self(Sse::new(events(ear)).keep_alive(KeepAlive::default()).into_response())
    }
}

impl IntoResponse for Told {
    fn into_response(self) -> Response {
        self.0
    }
}

fn events(ear: UnboundedReceiver<Piece>) -> impl Stream<Item = Result<Event, Infallible>> {
    let id = request_id();
    stream::unfold(Some(ear), move |ear| {
        let id = id.clone();
        async move {
            let mut ear = ear?;
            // Whoever falls silent without an end has fallen over.
            let piece = ear.recv().await.unwrap_or_else(|| Piece::End(Err(Error::internal("no end"))));
            let goes_on = !matches!(piece, Piece::End(_));
            Some((Ok(event(piece, &id)), goes_on.then_some(ear)))
        }
    })
}

fn event(piece: Piece, request_id: &str) -> Event {
    let (name, data) = match piece {
        Piece::Step(step) => ("subtask", json!(step)),
        Piece::Text(word) => ("content", json!({ "content": word })),
        Piece::Again => ("restart", json!({})),
        Piece::End(Ok(answer)) => ("complete", json!(answer)),
        Piece::End(Err(e)) => ("error", json!(e.into_problem(request_id))),
    };
    Event::default().event(name).data(data.to_string())
}

const EVENTS: &str = "With `stream: true`: Server-Sent Events, the data of each in JSON. `subtask`: a part of the work \
    has begun or is done (as in `subtasks`; the same `id` comes again). `content`: `{\"content\"}`, the next word, \
    with the space behind it. `restart`: forget the words so far, another answer follows. Last comes `complete` with \
    the whole answer, as it would come in JSON, or `error` with a problem document.";

impl OperationOutput for Told {
    type Inner = ChatAnswer;

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        let mut all = Json::<ChatAnswer>::inferred_responses(ctx, operation);
        // Of one event, as programs see it that understand the kind of stream.
        let json_schema = json_schema!({
            "type": "object",
            "description": EVENTS,
            "required": ["event", "data"],
            "properties": {
                "event": { "enum": ["subtask", "content", "restart", "complete", "error"] },
                "data": { "type": "string", "description": "JSON" },
            },
        });
        let schema = Some(SchemaObject { json_schema, external_docs: None, example: None });
        for (_, doc) in &mut all {
            doc.description = "The answer: whole, or in events.".into();
            doc.content.insert(
                "text/event-stream".into(),
                MediaType { schema: schema.clone(), ..Default::default() },
            );
        }
        all
    }
}
