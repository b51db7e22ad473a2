//! A model on its way in: a form with its file, or JSON that says where the file lies.
use std::collections::HashMap;

use aide::{
    OperationInput,
    generate::GenContext,
    openapi::{Operation, ReferenceOr, Response as Doc, StatusCode as Code},
};
use axum::{
    extract::{FromRequest, Request},
    http::header,
};
use garde::Validate;
use kernel::{App, Error, Result, Upload, Valid, upload::File};
use schemars::JsonSchema;
use serde_json::{Map, Value};

use super::{
    http::NewModel3d,
    store::{AccessLevel, FileFormat, ModelType},
};

/// A model as a form.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "describes the form")]
pub struct Model3dForm {
    /// A GLB, a glTF in one file, an OBJ, an FBX or a BLEND file.
    file: File,
    /// What it is called.
    #[schemars(length(min = 1, max = 255))]
    model_name: String,
    /// What it shows, in words.
    #[schemars(length(max = 5000))]
    model_description: Option<String>,
    /// What it shows.
    model_type: ModelType,
    /// How it is written down; known by its content.
    file_format: Option<FileFormat>,
    /// A small picture.
    #[schemars(length(max = 500), regex(pattern = "^(https?://|/)"))]
    thumbnail_url: Option<String>,
    /// Whether it can be walked through.
    is_interactive: Option<bool>,
    /// What a viewer begins with: an object as JSON.
    viewer_config: Option<String>,
    /// Who may see it; everybody by default.
    access_level: Option<AccessLevel>,
    /// `1.0` by default.
    #[schemars(length(min = 1, max = 50))]
    version: Option<String>,
    /// Of which development; that of the unit by default.
    project_id: Option<i64>,
    /// Of which home.
    unit_id: Option<i64>,
}

/// What came.
pub enum Incoming {
    /// JSON; the file lies elsewhere.
    Elsewhere(NewModel3d),
    /// A form with the file.
    Here(Upload<Model3dForm>),
}

impl FromRequest<App> for Incoming {
    type Rejection = Error;

    async fn from_request(request: Request, app: &App) -> Result<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        if kind.is_some_and(|kind| kind.to_ascii_lowercase().starts_with("multipart/form-data")) {
            return Upload::from_request(request, app).await.map(Self::Here);
        }
        Valid::from_request(request, app).await.map(|body: Valid<NewModel3d>| Self::Elsewhere(body.0))
    }
}

impl OperationInput for Incoming {
    fn operation_input(ctx: &mut GenContext, operation: &mut Operation) {
        Upload::<Model3dForm>::operation_input(ctx, operation);
        let form = operation.request_body.take();
        Valid::<NewModel3d>::operation_input(ctx, operation);
        if let (Some(ReferenceOr::Item(form)), Some(ReferenceOr::Item(body))) =
            (form, &mut operation.request_body)
        {
            body.content.extend(form.content);
        }
    }

    fn inferred_early_responses(ctx: &mut GenContext, operation: &mut Operation) -> Vec<(Option<Code>, Doc)> {
        Valid::<NewModel3d>::inferred_early_responses(ctx, operation)
    }
}

/// The fields of a form as the body that they mean; the file is of this format.
pub fn read(fields: &HashMap<String, String>, format: FileFormat) -> Result<NewModel3d> {
    let mut object = Map::new();
    for (name, text) in fields.iter().filter(|(_, text)| !text.is_empty()) {
        if text.contains('\0') || text.contains("\\u0000") {
            return Err(Error::invalid(name, "must not contain the character U+0000"));
        }
        object.insert(name.clone(), value(name, text)?);
    }
    let said = object.insert("file_format".into(), Value::from(format.to_string()));
    if let Some(said) = said.filter(|said| said.as_str() != Some(format.to_string().as_str())) {
        let said = said.as_str().unwrap_or_default().to_owned();
        return Err(Error::invalid("file_format", format!("says {said}, and the file is {format}")));
    }
    // Where it lies is known once it is kept.
    object.insert("file_url".into(), Value::from("/"));
    object.remove("file_size");
    let read = serde_json::from_value(Value::Object(object));
    let new: NewModel3d = read.map_err(|e| Error::invalid("", e.to_string()))?;
    match new.validate() {
        Ok(()) => Ok(new),
        Err(report) => {
            let first = report.iter().next().map(|(path, why)| (path.to_string(), why.to_string()));
            let (path, why) = first.unwrap_or_else(|| (String::new(), "is not valid".into()));
            Err(Error::invalid(&path, why))
        }
    }
}

/// The text of a field as what it stands for.
fn value(name: &str, text: &str) -> Result<Value> {
    match name {
        "project_id" | "unit_id" => {
            let number = text.trim().parse::<i64>();
            number.map(Value::from).map_err(|_| Error::invalid(name, "must be a whole number"))
        }
        "is_interactive" => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true.into()),
            "false" | "0" | "no" | "off" => Ok(false.into()),
            _ => Err(Error::invalid(name, "must be true or false")),
        },
        "viewer_config" => {
            serde_json::from_str(text).map_err(|_| Error::invalid(name, "must be an object as JSON"))
        }
        _ => Ok(Value::from(text)),
    }
}
