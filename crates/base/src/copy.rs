//! Rows as PostgreSQL's COPY reads them: text, a tab between values, a line each.
//! Source: <https://www.postgresql.org/docs/current/sql-copy.html>, "Text Format".
use std::fmt::Write;

use sea_orm::Value;

use crate::{Error, Result};

/// Adds a row to `text`.
pub fn line(text: &mut String, values: impl IntoIterator<Item = Option<Value>>) -> Result<()> {
    let mut first = true;
    for value in values {
        if !std::mem::take(&mut first) {
            text.push('\t');
        }
        field(text, value)?;
    }
    text.push('\n');
    Ok(())
}

fn field(text: &mut String, value: Option<Value>) -> Result<()> {
    let written = match value {
        Some(Value::Bool(Some(yes))) => write!(text, "{yes}"),
        Some(Value::Int(Some(n))) => write!(text, "{n}"),
        Some(Value::BigInt(Some(n))) => write!(text, "{n}"),
        Some(Value::Double(Some(n))) => write!(text, "{n}"),
        Some(Value::ChronoDate(Some(day))) => write!(text, "{day}"),
        Some(Value::ChronoDateTimeUtc(Some(at))) => write!(text, "{}", at.to_rfc3339()),
        Some(Value::String(Some(words))) => {
            escaped(text, &words);
            Ok(())
        }
        Some(
            Value::Bool(None)
            | Value::Int(None)
            | Value::BigInt(None)
            | Value::Double(None)
            | Value::ChronoDate(None)
            | Value::ChronoDateTimeUtc(None)
            | Value::String(None),
        ) => text.write_str("\\N"),
        // A value that is not there would shift the row.
        other => return Err(Error::internal(format!("a row can't be loaded with {other:?}"))),
    };
    written.map_err(Error::internal)
}

fn escaped(text: &mut String, words: &str) {
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
    fn a_row_is_a_line_whatever_its_texts_hold() {
        let mut text = String::new();
        let row: [Value; 5] =
            ["a\tb\\N\r\nc".into(), Option::<i64>::None.into(), (-7_i64).into(), true.into(), "".into()];
        line(&mut text, row.map(Some)).unwrap();
        assert_eq!(text, "a\\tb\\\\N\\r\\nc\t\\N\t-7\ttrue\t\n");
    }

    #[test]
    fn what_it_does_not_know_is_refused() {
        assert!(line(&mut String::new(), [None]).is_err());
    }
}
