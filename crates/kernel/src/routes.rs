//! Routes that describe themselves: one line an operation. Its id, tag, permission, parameters,
//! bodies and error answers in the OpenAPI document come from the handler's types.
//!
//! Nothing but this file knows which library writes the document.
use std::cell::RefCell;

use aide::{
    OperationInput, OperationOutput,
    axum::{ApiRouter, routing},
    generate::{GenContext, in_context},
    openapi::{
        Components, Header, Info, MediaType, OpenApi, Operation, Parameter, ParameterData,
        ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, RequestBody, Response, SchemaObject,
        SecurityScheme, StatusCode, Tag,
    },
    operation::OperationHandler,
    transform::TransformOperation,
};
use axum::{Router, handler::Handler};
use base::schema::{honest_amounts, without_null};
use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings, json_schema};
use serde_json::{Value, json};

use crate::{App, Module, error::problem};

thread_local! {
    /// What comes in is described apart from what goes out: an optional field may be left out
    /// of a body, but is always there in an answer.
    static INPUT: RefCell<SchemaGenerator> = RefCell::new(generator(false));
}

fn generator(answers: bool) -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().with(|s| s.definitions_path = "/components/schemas".into());
    SchemaGenerator::new(if answers { settings.for_serialize() } else { settings.for_deserialize() })
}

/// Operations under way to a router.
pub struct Routes {
    router: ApiRouter<App>,
}

/// Where an operation stands: one path, or several for clients of several contracts.
pub trait Paths {
    /// The first is the one to recommend.
    fn all(&self) -> Vec<String>;
}

impl Paths for &str {
    fn all(&self) -> Vec<String> {
        vec![(*self).to_owned()]
    }
}

impl Paths for String {
    fn all(&self) -> Vec<String> {
        vec![self.clone()]
    }
}

impl<const N: usize> Paths for [&str; N] {
    fn all(&self) -> Vec<String> {
        self.iter().map(|path| (*path).to_owned()).collect()
    }
}

macro_rules! verbs {
    ($($verb:ident = $with:ident),*) => { $(
        #[doc = concat!("Serves `", stringify!($verb), "` at `paths`. The summary is a short imperative.")]
        pub fn $verb<H, I, O, T>(self, paths: impl Paths, handler: H, summary: &'static str) -> Self
        where
            H: Handler<T, App> + OperationHandler<I, O> + Clone,
            I: OperationInput,
            O: OperationOutput,
            T: 'static,
        {
            let id = operation_id(std::any::type_name::<H>());
            self.named(paths, &id, summary, |doc| routing::$with(handler.clone(), doc))
        } )*
    };
}

type Doc<'a> = Box<dyn for<'t> FnOnce(TransformOperation<'t>) -> TransformOperation<'t> + 'a>;

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self { router: ApiRouter::new() }
    }

    verbs!(get = get_with, post = post_with, put = put_with, patch = patch_with, delete = delete_with);

    /// Adds operations under an id of the caller's choice: what generic handlers need.
    pub(crate) fn named(
        mut self,
        paths: impl Paths,
        id: &str,
        summary: &str,
        route: impl Fn(Doc<'_>) -> aide::axum::routing::ApiMethodRouter<App>,
    ) -> Self {
        for (n, path) in paths.all().into_iter().enumerate() {
            let id = if n == 0 { id.to_owned() } else { format!("{id}.{}", n + 1) };
            let tag = id.split('.').next().unwrap_or_default().to_owned();
            let at = path.clone();
            let doc: Doc<'_> = Box::new(move |mut op| {
                finish_operation(op.inner_mut(), &at);
                op.id(&id).summary(summary).tag(&tag)
            });
            self.router = self.router.api_route(&path, route(doc));
        }
        self
    }

    /// A socket, of which the document of operations does not speak; see [`crate::realtime::Dial`].
    pub fn socket<H: Handler<T, App>, T: 'static>(mut self, path: &str, handler: H) -> Self {
        self.router = self.router.route(path, axum::routing::get(handler));
        self
    }

    /// These and those.
    pub fn and(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self
    }
}

impl Default for Routes {
    fn default() -> Self {
        Self::new()
    }
}

/// `identity::admin::http::list_users` becomes `identity.list_users`.
fn operation_id(type_name: &str) -> String {
    let (module, _) = type_name.split_once("::").unwrap_or((type_name, ""));
    let (_, function) = type_name.rsplit_once("::").unwrap_or(("", type_name));
    format!("{module}.{function}")
}

/// Names the parameters that stand in the path, and says which answers every operation may give.
fn finish_operation(operation: &mut Operation, path: &str) {
    let schema = operation.extensions.shift_remove(PATH_SCHEMA);
    let names = path.split('{').skip(1).filter_map(|part| part.split('}').next());
    for name in names {
        let one = schema.clone().unwrap_or_else(|| json!({"type": "string"}));
        let properties = one.get("properties").and_then(|p| p.get(name)).cloned();
        let schema = Schema::try_from(properties.unwrap_or(one)).unwrap_or_default();
        let parameter =
            Parameter::Path { parameter_data: parameter(name, None, true, schema), style: PathStyle::Simple };
        operation.parameters.push(ReferenceOr::Item(parameter));
    }
    in_context(|ctx| {
        let more = refusals(ctx, &[429, 503]);
        let responses = operation.responses.get_or_insert_default();
        for (code, response) in more {
            if let Some(code) = code {
                responses.responses.entry(code).or_insert(ReferenceOr::Item(response));
            }
        }
    });
}

const PATH_SCHEMA: &str = "x-path-schema";

fn parameter(name: &str, says: Option<&str>, required: bool, schema: Schema) -> ParameterData {
    ParameterData {
        name: name.to_owned(),
        description: says.map(str::to_owned),
        required,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(schema_object(schema)),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    }
}

fn schema_object(json_schema: Schema) -> SchemaObject {
    SchemaObject { json_schema, external_docs: None, example: None }
}

/// Documents a body of type `T`.
pub(crate) fn body<T: JsonSchema>(_: &mut GenContext, operation: &mut Operation, kinds: &[&str]) {
    let schema = INPUT.with_borrow_mut(|generator| generator.subschema_for::<T>());
    let media = |kind: &&str| {
        ((*kind).to_owned(), MediaType { schema: Some(schema_object(schema.clone())), ..Default::default() })
    };
    // A body of which every field may be left out may be left out itself.
    let whole = schemars::schema_for!(T);
    let needs = |one: &Value| one.get("required").is_some();
    let needed = whole.get("anyOf").and_then(Value::as_array).is_some_and(|any| any.iter().all(needs));
    let optional = !needed && !needs(whole.as_value());
    operation.request_body = Some(ReferenceOr::Item(RequestBody {
        content: kinds.iter().map(media).collect(),
        required: !optional,
        ..Default::default()
    }));
}

/// Documents the fields of `T` as query parameters.
pub(crate) fn query<T: JsonSchema>(_: &mut GenContext, operation: &mut Operation) {
    let settings = SchemaSettings::draft2020_12().with(|s| s.inline_subschemas = true);
    let schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    let required = |name: &str| {
        schema.get("required").and_then(Value::as_array).is_some_and(|all| all.iter().any(|one| one == name))
    };
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let mut field = field.clone();
        let says = field.get("description").and_then(Value::as_str).map(str::to_owned);
        without_null(&mut field);
        let field = Schema::try_from(field).unwrap_or_default();
        operation.parameters.push(ReferenceOr::Item(Parameter::Query {
            parameter_data: parameter(name, says.as_deref(), required(name), field),
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        }));
    }
}

/// Remembers the type of the path's parameters until their names are known.
pub(crate) fn path<T: JsonSchema>(operation: &mut Operation) {
    let settings = SchemaSettings::draft2020_12().with(|s| s.inline_subschemas = true);
    let mut schema = SchemaGenerator::new(settings).into_root_schema_for::<T>();
    for extra in ["$schema", "title"] {
        schema.remove(extra);
    }
    operation.extensions.insert(PATH_SCHEMA.into(), schema.to_value());
}

/// Documents an optional request header.
pub fn header(_: &mut GenContext, operation: &mut Operation, name: &str, says: &str) {
    let parameter_data = parameter(name, Some(says), false, json_schema!({"type": "string"}));
    operation.parameters.push(ReferenceOr::Item(Parameter::Header {
        parameter_data,
        style: aide::openapi::HeaderStyle::Simple,
    }));
}

/// Documents a header of an answer.
pub(crate) fn answer_header(response: &mut Response, name: &str, says: &str) {
    let format = ParameterSchemaOrContent::Schema(schema_object(json_schema!({"type": "string"})));
    let header = Header {
        description: Some(says.to_owned()),
        style: aide::openapi::HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format,
        example: None,
        examples: Default::default(),
        extensions: Default::default(),
    };
    response.headers.insert(name.to_owned(), ReferenceOr::Item(header));
}

/// The answers of these statuses, each a problem document.
pub fn refusals(ctx: &mut GenContext, codes: &[u16]) -> Vec<(Option<StatusCode>, Response)> {
    let meaning = |code| match code {
        400 => "The request makes no sense in the present state of things.",
        401 => "Nobody is signed in, or the token is not valid (any more).",
        403 => "The caller may not do this.",
        404 => "There is no such thing.",
        409 => "Somebody else was faster, or it exists already.",
        412 => "The caller's copy is stale.",
        413 => "The body is too large.",
        422 => "A field is missing or wrong; `errors` names it.",
        429 => "Too many requests; `Retry-After` says when to come back.",
        503 => "Overloaded, or a dependency is down; `Retry-After` says when to come back.",
        _ => "The request was refused.",
    };
    codes.iter().map(|&code| (Some(StatusCode::Code(code)), problem(ctx, meaning(code)))).collect()
}

/// Builds the router of these modules, and the document that describes it.
pub fn build(modules: &[&'static Module], kernel: fn() -> Routes) -> (Router<App>, OpenApi) {
    INPUT.with_borrow_mut(|input| *input = generator(false));
    in_context(|ctx| ctx.schema = generator(true));
    aide::generate::infer_responses(true);
    let all = modules.iter().fold(kernel(), |routes, module| routes.and((module.routes)()));
    let bearer = SecurityScheme::Http {
        scheme: "bearer".into(),
        bearer_format: Some("JWT".into()),
        description: Some("`Authorization: Bearer <access_token>`".into()),
        extensions: Default::default(),
    };
    let cookie = SecurityScheme::ApiKey {
        location: aide::openapi::ApiKeyLocation::Cookie,
        name: "access_token".into(),
        description: Some("Set by login. Unsafe methods need a same-origin `Origin`.".into()),
        extensions: Default::default(),
    };
    let mut api = OpenApi {
        info: Info {
            title: "Bursar".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            summary: Some("The back office of a financial business.".into()),
            ..Default::default()
        },
        tags: modules
            .iter()
            .map(|m| Tag {
                name: m.name.into(),
                description: Some(m.description.into()),
                ..Default::default()
            })
            .collect(),
        ..Default::default()
    };
    let router = all.router.finish_api_with(&mut api, |doc| {
        doc.security_scheme("bearer", bearer).security_scheme("cookie", cookie)
    });
    let components = api.components.get_or_insert_with(Components::default);
    let answers =
        in_context(|ctx| std::mem::replace(&mut ctx.schema, generator(true)).take_definitions(true));
    let input = INPUT.with_borrow_mut(|input| input.take_definitions(true));
    for (name, mut schema) in answers.into_iter().chain(input) {
        honest_amounts(&mut schema);
        let schema = Schema::try_from(schema).unwrap_or_default();
        // One name, one meaning: a type that reads otherwise coming in than going out has two names.
        let known = components.schemas.entry(name.clone()).or_insert_with(|| schema_object(schema.clone()));
        assert!(
            known.json_schema == schema,
            "{name} differs between requests and answers: give them two types"
        );
    }
    (router, api)
}
