//! The rules of preferences. Pure.
use kernel::{Error, Result};
use serde_json::Value;

/// Longest text of a screen's own preferences, characters.
pub const MOST: usize = 16_384;

/// A screen's own preferences as the text that is kept: a JSON text as it came, an object as its text.
pub fn kept(preferences: Option<Value>) -> Result<Option<String>> {
    let text = match preferences {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => {
            if serde_json::from_str::<serde::de::IgnoredAny>(&text).is_err() {
                return Err(Error::bad_request(
                    "The preferences are not JSON: send an object, or its JSON text.",
                ));
            }
            text
        }
        Some(object) => object.to_string(),
    };
    if text.chars().count() > MOST {
        return Err(Error::bad_request(format!("The preferences are longer than {MOST} characters.")));
    }
    Ok(Some(text))
}

/// A flag in a form can't prove who sends it: the second factor has operations of its own.
pub fn leaves_two_factor(is_on: bool, sent: Option<bool>) -> Result<()> {
    match sent {
        Some(wanted) if wanted != is_on => Err(Error::bad_request(format!(
            "Two-factor authentication is switched by PUT /api/v1/settings/2fa/{}, not here.",
            if wanted { "enable" } else { "disable" }
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn preferences_are_kept_as_json_text() {
        let kept = |value| kept(Some(value)).expect("kept");
        assert_eq!(kept(json!({"theme": "dark"})).as_deref(), Some(r#"{"theme":"dark"}"#));
        assert_eq!(kept(json!(r#"{ "theme" : 1 }"#)).as_deref(), Some(r#"{ "theme" : 1 }"#));
        assert_eq!(kept(json!(null)), None);
    }

    #[test]
    fn what_is_no_json_or_too_long_is_refused() {
        for bad in ["", "{", "theme=dark", "{} {}"] {
            assert!(kept(Some(json!(bad))).is_err(), "{bad}");
        }
        let long = |n: usize| kept(Some(json!(format!("\"{}\"", "ä".repeat(n - 2)))));
        assert!(long(MOST).is_ok() && long(MOST + 1).is_err());
        assert!(kept(Some(json!({"a": "b".repeat(MOST)}))).is_err());
    }

    #[test]
    fn a_flag_never_switches_the_second_factor() {
        for is_on in [true, false] {
            assert!(leaves_two_factor(is_on, None).is_ok() && leaves_two_factor(is_on, Some(is_on)).is_ok());
            let said = leaves_two_factor(is_on, Some(!is_on)).expect_err("refused").detail;
            assert!(said.contains(if is_on { "2fa/disable" } else { "2fa/enable" }), "{said}");
        }
    }
}
