//! Uploads over HTTP.
use aide::{
    OperationOutput,
    generate::GenContext,
    openapi::{
        Header, HeaderStyle, Operation, ParameterSchemaOrContent, ReferenceOr, Response as Doc, SchemaObject,
        StatusCode as Code,
    },
};
use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use kernel::{Can, Error, Result, Routes, Upload, upload::File};
use schemars::{JsonSchema, json_schema};
use serde::Serialize;

use super::commands::{self, Load, Refused};
use crate::{invoice::http::Invoice, permissions::Bring};

/// Files for a batch of yours. A field `batch_id` before the files refuses a wrong one before they are read.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct UploadForm {
    /// The batch.
    batch_id: i64,
    /// The files: PDF, JPEG, PNG, TIFF, XML (UBL, CII, XRechnung, Peppol) or JSON (GST e-invoice).
    #[schemars(length(min = 1, max = 500))]
    files: Vec<File>,
}

/// An invoice that an upload made, or had made before.
#[derive(Serialize, JsonSchema)]
pub struct UploadedInvoice {
    /// The invoice.
    #[serde(flatten)]
    pub invoice: Invoice,
    /// These bytes were here before: this is the invoice that was made of them, and no other was.
    pub repeated: bool,
}

/// What an upload made.
pub struct Taken {
    /// An invoice for each good file, in their order.
    pub items: Vec<UploadedInvoice>,
    /// The files that were not taken.
    pub refused: Vec<Refused>,
}

/// So many refusals are named in the header; the rest only with the batch.
const NAMED: usize = 20;
const REFUSED: &str = "x-refused-files";
const REPEATED: &str = "x-repeated-files";

/// A JSON list in ASCII, as a header takes it.
fn named(refused: &[Refused]) -> String {
    let one = |one: &Refused| {
        let name: String = one.name.chars().take(100).collect();
        serde_json::json!({ "filename": name, "status": one.error.status.as_u16(), "detail": one.error.detail })
    };
    let list = serde_json::Value::from(refused.iter().take(NAMED).map(one).collect::<Vec<_>>()).to_string();
    let escaped = |c: char| match c {
        ' '..='~' => c.to_string(),
        _ => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    };
    list.chars().map(escaped).collect()
}

impl IntoResponse for Taken {
    fn into_response(self) -> Response {
        let repeated = self.items.iter().filter(|item| item.repeated).count();
        let list = HeaderValue::from_str(&named(&self.refused));
        let mut response = (StatusCode::CREATED, Json(self.items)).into_response();
        let headers = response.headers_mut();
        headers.insert(HeaderName::from_static(REPEATED), HeaderValue::from(repeated));
        if let Ok(list) = list.map_err(Error::internal) {
            headers.insert(HeaderName::from_static(REFUSED), list);
        }
        response
    }
}

fn header(says: &str) -> ReferenceOr<Header> {
    let schema =
        SchemaObject { json_schema: json_schema!({"type": "string"}), external_docs: None, example: None };
    ReferenceOr::Item(Header {
        description: Some(says.to_owned()),
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema),
        example: None,
        examples: Default::default(),
        extensions: Default::default(),
    })
}

impl OperationOutput for Taken {
    type Inner = Vec<UploadedInvoice>;

    fn operation_response(ctx: &mut GenContext, operation: &mut Operation) -> Option<Doc> {
        let mut doc = Json::<Vec<UploadedInvoice>>::operation_response(ctx, operation)?;
        let refused = "The files that were not taken, as a JSON list of filename, status and detail; the first 20. All of \
                       them: GET /api/batches/{id}/refused.";
        doc.headers.insert("X-Refused-Files".into(), header(refused));
        doc.headers.insert("X-Repeated-Files".into(), header("How many files were here before."));
        Some(doc)
    }

    fn inferred_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        Self::operation_response(ctx, operation).map(|doc| (Some(Code::Code(201)), doc)).into_iter().collect()
    }
}

async fn upload_invoices(can: Can<Bring>, mut form: Upload<UploadForm>) -> Result<Taken> {
    let mut load = Load { files: vec![], refused: vec![] };
    match receive(&can, &mut form, &mut load).await {
        Ok(batch_id) => {
            let files = load.files.clone();
            let taken = commands::upload(&can, batch_id, load).await;
            if taken.is_err() {
                Load { files, refused: vec![] }.forget(can.app()).await;
            }
            taken
        }
        Err(e) => {
            load.forget(can.app()).await;
            Err(e)
        }
    }
}

/// Reads the form; tells the batch.
async fn receive(can: &Can<Bring>, form: &mut Upload<UploadForm>, load: &mut Load) -> Result<i64> {
    let mut checked = false;
    while let Some(file) = form.file().await? {
        if !checked && form.fields.contains_key("batch_id") {
            commands::check(can, batch_id(form)?).await?;
            checked = true;
        }
        load.add(can.app(), file).await?;
    }
    batch_id(form)
}

fn batch_id(form: &Upload<UploadForm>) -> Result<i64> {
    let Some(text) = form.fields.get("batch_id") else {
        return Err(Error::invalid("batch_id", "Field required"));
    };
    text.trim().parse().map_err(|_| Error::invalid("batch_id", "must be a whole number"))
}

/// The operations.
pub fn routes() -> Routes {
    Routes::new().post("/api/invoices/upload", upload_invoices, "Bring files into a batch and have them read")
}
