//! The tools of the language model: those of the interpreter, as its interface wants them. They only read.
use serde_json::{Value, json};

use super::{Grounds, wire::Silence};
use crate::chat::{
    http::Link,
    interpreter::{
        intent::Frame,
        plan::Plan,
        reply::{self, Data},
        tool::Scope,
    },
    voice::Voice,
};

/// Longest result that the model is shown, and longest call that it may make, characters.
const LONGEST: usize = 20_000;

/// The tools, as the interface wants them described.
pub fn described() -> Value {
    let plan = schemars::schema_for!(Plan);
    let query = "Runs a query over the invoices of the batch, and gives its figures.";
    let vendors = "Names the vendors of the batch, as a query wants them named.";
    json!([
        { "type": "function", "function": { "name": "query", "description": query, "parameters": plan } },
        { "type": "function", "function": {
            "name": "vendors", "description": vendors, "parameters": { "type": "object", "properties": {} },
        } },
    ])
}

/// Uses one, and keeps what it gave: an answer rests on it.
pub async fn used(
    scope: &Scope,
    (name, arguments): (&str, &str),
    grounds: &mut Grounds,
    voice: &mut Voice,
) -> Result<String, Silence> {
    let result = match name {
        "vendors" => {
            let step = voice.begin("Naming the vendors");
            let names = scope.vendor_names().await?;
            voice.end(step, true);
            let names = serde_json::to_string(&names).map_err(kernel::Error::from)?;
            grounds.results.push(names.clone());
            names
        }
        "query" => match read(arguments) {
            Ok(plan) => queried(scope, plan, grounds, voice).await?,
            Err(why) => return Ok(refused(why)),
        },
        _ => return Ok(refused(format!("there is no tool {name}"))),
    };
    Ok(result.chars().take(LONGEST).collect())
}

/// What is wrong is said to the model, which may try again. It is nothing that an answer could rest on.
fn refused(why: String) -> String {
    let why = why.chars().take(500).collect::<String>();
    json!({ "error": why }).to_string()
}

fn read(arguments: &str) -> Result<Plan, String> {
    if arguments.len() > LONGEST {
        return Err("this query is too long".into());
    }
    let plan = serde_json::from_str::<Plan>(arguments).map_err(|e| format!("no such query: {e}"))?;
    if plan.filter.vendors.len() > 100 || plan.filter.ids.len() > 100 {
        return Err("this query is too long".into());
    }
    Ok(plan)
}

async fn queried(
    scope: &Scope,
    plan: Plan,
    grounds: &mut Grounds,
    voice: &mut Voice,
) -> Result<String, Silence> {
    let step = voice.begin("Looking through the invoices");
    let outcome = scope.run(&plan).await?;
    let reply = reply::reply(&plan, &outcome, scope.batch().total_invoices, scope.today());
    voice.end_as(step, format!("Looking for {}", reply.data.query), true);
    let ids = reply.links.iter().map(|(id, _)| *id).take(20).collect();
    grounds.frame = Some(Frame { plan, ids });
    for (invoice_id, label) in reply.links {
        if !grounds.links.iter().any(|link| link.invoice_id == invoice_id) {
            grounds.links.push(Link { invoice_id, label });
        }
    }
    let result = serde_json::to_string(&reply.data).map_err(kernel::Error::from)?;
    // How the query reads is the model's own word: a figure that stands only there was not found anywhere.
    let found = Data { query: String::new(), ..reply.data.clone() };
    grounds.results.push(serde_json::to_string(&found).map_err(kernel::Error::from)?);
    grounds.data = Some(reply.data);
    Ok(result)
}
