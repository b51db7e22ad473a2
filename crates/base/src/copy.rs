//! Rows as PostgreSQL's COPY reads them: text, a tab between values, a line each.
//! Source: <https://www.postgresql.org/docs/current/sql-copy.html>, "Text Format".
use std::fmt::Write;

use sea_orm::Value;

use crate::{Error, Result};

/// Adds a value to `text`.
pub fn field(text: &mut String, value: Value) -> Result<()> {
    let written = match value {
        Value::Bool(Some(yes)) => write!(text, "{yes}"),
        Value::SmallInt(Some(n)) => write!(text, "{n}"),
        Value::Int(Some(n)) => write!(text, "{n}"),
        Value::BigInt(Some(n)) => write!(text, "{n}"),
        Value::Double(Some(n)) => write!(text, "{n}"),
        Value::ChronoDate(Some(day)) => write!(text, "{day}"),
        Value::ChronoDateTimeUtc(Some(at)) => write!(text, "{}", at.to_rfc3339()),
        Value::String(Some(words)) => {
            escaped(text, &words);
            Ok(())
        }
        Value::Bool(None)
        | Value::SmallInt(None)
        | Value::Int(None)
        | Value::BigInt(None)
        | Value::Double(None)
        | Value::ChronoDate(None)
        | Value::ChronoDateTimeUtc(None)
        | Value::String(None) => text.write_str("\\N"),
        // A value that is not there would shift the row.
        other => return Err(Error::internal(format!("a row can't be loaded with {other:?}"))),
    };
    written.map_err(Error::internal)
}

/// Adds a text to `text`, so that what it holds is no tab and no line's end.
pub fn escaped(text: &mut String, words: &str) {
    if !words.bytes().any(|b| matches!(b, b'\\' | b'\t' | b'\n' | b'\r')) {
        text.push_str(words);
        return;
    }
    for c in words.chars() {
        match c {
            '\\' => text.push_str("\\\\"),
            '\t' => text.push_str("\\t"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            c => text.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_never_ends_its_line() {
        let mut text = String::new();
        for value in
            ["a\tb\\N\r\nc".into(), Option::<i64>::None.into(), (-7_i64).into(), true.into(), 3_i16.into()]
        {
            field(&mut text, value).unwrap();
            text.push(' ');
        }
        assert_eq!(text, "a\\tb\\\\N\\r\\nc \\N -7 true 3 ");
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        assert!(field(&mut String::new(), Value::Char(Some('x'))).is_err());
    }
}
