//! Rules of corrections.
use std::collections::BTreeMap;

use kernel::{Given, extract::Object};
use serde_json::{Value, json};

use crate::invoice::extracted::{Extracted, FIELDS, Field, Form, Line, Origin, canonical, form};

/// Corrections by the name of the field; `None` says that it does not stand there.
pub type Corrections = BTreeMap<String, Option<String>>;

/// What a person said, and what was read before.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Which field.
    pub field: String,
    /// What was read.
    pub before: Option<Field>,
    /// What is right.
    pub right: Option<String>,
}

/// For `#[garde(custom)]`: every name is one of a field, every value has its form.
pub fn known(given: &Given<Corrections>, _: &()) -> garde::Result {
    let Some(corrections) = &given.0 else { return Ok(()) };
    for (name, value) in corrections {
        let Some(form) = form(name) else {
            let names = FIELDS.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
            return Err(garde::Error::new(format!("names no field `{name}`; use one of: {names}")));
        };
        if let Some(Err(says)) =
            value.as_deref().filter(|value| !value.is_empty()).map(|v| canonical(form, v))
        {
            return Err(garde::Error::new(format!("{name}: {says}")));
        }
    }
    Ok(())
}

/// The schema of corrections: the fields that there are, each with its form; empty text counts as null.
pub fn schema() -> BTreeMap<&'static str, Value> {
    let of = |form: Form| match form {
        Form::Text => json!({ "type": ["string", "null"], "maxLength": 1000 }),
        Form::Date => json!({ "anyOf": [
            { "type": "string", "format": "date" },
            { "type": ["string", "null"], "maxLength": 0 },
        ]}),
        Form::Amount => {
            json!({ "type": ["string", "null"], "pattern": r"^(-?[0-9]{1,11}(\.[0-9]{1,4})?)?$" })
        }
        Form::Currency => json!({ "type": ["string", "null"], "pattern": "^([A-Za-z]{3})?$" }),
        Form::Flag => json!({ "type": ["string", "null"], "pattern": "^(true|false)?$" }),
    };
    FIELDS.iter().map(|(name, form)| (*name, of(*form))).collect()
}

/// For `#[garde(custom)]`: not more reasons than a person reads.
pub fn some_reasons(given: &Given<Option<Vec<String>>>, _: &()) -> garde::Result {
    let reasons = given.0.as_ref().and_then(Option::as_ref);
    if reasons.is_some_and(|reasons| reasons.len() > 100) {
        return Err(garde::Error::new("must have at most 100 items"));
    }
    Ok(())
}

/// The corrections in an object of any shape: `{"invoice_number": "7"}`, `{"fields": {"invoice_number": {"value": "7"}}}`.
/// What has not the form of its field is left out.
pub fn in_object(object: &Object) -> Corrections {
    let nested = object.get("fields").and_then(Value::as_object);
    let all = object.iter().chain(nested.into_iter().flatten());
    let one = |(name, value): (&String, &Value)| {
        let form = form(name)?;
        let value = value.as_object().and_then(|field| field.get("value")).unwrap_or(value);
        let text = match value {
            Value::Null => return Some((name.clone(), None)),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            _ => return None,
        };
        Some((name.clone(), Some(canonical(form, &text).ok()?)))
    };
    all.filter_map(one).collect()
}

/// The lines in the same object, under `lines` or `line_items`.
pub fn lines_in(object: &Object) -> Option<Vec<Line>> {
    let lines = object.get("lines").or(object.get("line_items"))?;
    serde_json::from_str::<Vec<Line>>(&lines.to_string()).ok().filter(|lines| lines.len() <= 5_000)
}

/// Puts corrections in; tells what they changed and what they confirmed.
pub fn apply(read: &mut Extracted, corrections: &Corrections) -> Vec<Said> {
    let mut said = vec![];
    for (name, value) in corrections {
        let right = value.as_deref().filter(|value| !value.trim().is_empty());
        let right = right.and_then(|value| canonical(form(name).unwrap_or(Form::Text), value).ok());
        let before = read.fields.get(name).cloned();
        // Whoever says what is right took the suggestion, or left it.
        read.suggestions.remove(name);
        match &right {
            Some(value) => {
                let place = before.clone().filter(|field| field.value == *value).unwrap_or_default();
                let field = Field { value: value.clone(), confidence: 1.0, origin: Origin::Person, ..place };
                read.fields.insert(name.clone(), field);
            }
            None => drop(read.fields.remove(name)),
        }
        said.push(Said { field: name.clone(), before, right });
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_of_any_shape_is_understood() {
        let object: Object = serde_json::from_str(
            r#"{"invoice_number": 7, "total_amount": "1.5", "due_date": "soon", "other": true,
                "fields": {"currency": {"value": "eur", "confidence": 1}, "irn": null}}"#,
        )
        .expect("an object");
        let found = in_object(&object);
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(found["invoice_number"], text("7"));
        assert_eq!((&found["total_amount"], &found["currency"]), (&text("1.50"), &text("EUR")));
        assert_eq!(found["irn"], None);
        assert_eq!(found.len(), 4);
    }

    #[test]
    fn the_schema_names_the_fields_that_are_taken() {
        let schema = schema();
        assert!(schema.len() == FIELDS.len() && schema.keys().all(|name| form(name).is_some()));
        let most = kernel::amount::MOST.to_string();
        assert_eq!(canonical(Form::Amount, &most), Ok(most.clone()), "the pattern's longest");
        assert!(most.split('.').next().is_some_and(|whole| whole.len() == 11), "{most}");
        let sent = |name: &str, value: Option<&str>| {
            known(&Given(Some(BTreeMap::from([(name.to_owned(), value.map(str::to_owned))]))), &())
        };
        assert!(FIELDS.iter().all(|(name, _)| sent(name, None).is_ok() && sent(name, Some("")).is_ok()));
        assert!(sent("nothing", None).is_err());
    }

    #[test]
    fn a_correction_keeps_what_was_read_beside_it() {
        let mut read = Extracted::default();
        read.put("invoice_number", "INV-1", 0.4);
        let corrections = BTreeMap::from([
            ("invoice_number".to_owned(), Some("INV-7".to_owned())),
            ("due_date".to_owned(), None),
        ]);
        let said = apply(&mut read, &corrections);
        assert_eq!(read.text("invoice_number"), Some("INV-7"));
        let number = said.iter().find(|one| one.field == "invoice_number").expect("a label");
        assert_eq!(number.before.as_ref().map(|field| field.value.as_str()), Some("INV-1"));
        assert_eq!(read.fields["invoice_number"].origin, Origin::Person);
    }
}
