//! Many rows on their way into one table, each a line of cells: as text for a served database, whose COPY reads it, or as
//! values to be bound to wide inserts of an embedded one.
use std::fmt::Write;

use sea_orm::{
    ActiveModelTrait, ConnectionTrait, DbErr, EntityName, EntityTrait, Iden, Iterable, Statement, Value,
};

use crate::{Error, Result, copy};

/// An embedded database binds at most so many values to a statement.
const MOST_BOUND: usize = 32_766;
/// So many rows go with one statement. Few sizes, so that each is prepared once and kept: a statement for thousands of
/// values takes megabytes.
const SIZES: [usize; 4] = [512, 64, 8, 1];

/// A table with the columns that are filled.
#[derive(Clone, Debug)]
pub struct Target {
    table: String,
    columns: Vec<String>,
    then: String,
}

impl Target {
    /// These columns of this table.
    pub fn new(table: &str, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            table: table.to_owned(),
            columns: columns.into_iter().map(Into::into).collect(),
            then: String::new(),
        }
    }

    /// The same, where an inserted row replaces one of the same key. What is copied does not.
    #[must_use]
    pub fn replacing(mut self, key: &[&str]) -> Self {
        let others = self.columns.iter().filter(|column| !key.contains(&column.as_str()));
        let set = others.map(|column| format!("{column} = excluded.{column}")).collect::<Vec<_>>().join(", ");
        self.then = format!(" ON CONFLICT ({}) DO UPDATE SET {set}", key.join(", "));
        self
    }

    /// The statement after which lines of text follow.
    pub fn copy(&self) -> String {
        format!("COPY {} ({}) FROM STDIN", self.table, self.columns.join(", "))
    }

    /// The statement that inserts so many rows.
    pub fn insert(&self, rows: usize) -> String {
        let row = format!("({})", vec!["?"; self.columns.len()].join(","));
        let rows = vec![row; rows].join(",");
        format!("INSERT INTO {} ({}) VALUES {rows}{}", self.table, self.columns.join(", "), self.then)
    }

    /// How many of so many rows go with the next statement.
    fn rows_of(&self, left: usize) -> usize {
        let most = left.min(MOST_BOUND / self.columns.len().max(1));
        SIZES.into_iter().find(|size| *size <= most).unwrap_or(1)
    }

    /// Inserts rows of values, many with a statement.
    pub async fn insert_all(&self, db: &impl ConnectionTrait, values: Vec<Value>) -> Result<(), DbErr> {
        let (mut values, width) = (values.into_iter(), self.columns.len().max(1));
        while values.len() > 0 {
            let rows = self.rows_of(values.len() / width);
            let some = values.by_ref().take(rows * width);
            let insert = Statement::from_sql_and_values(db.get_database_backend(), self.insert(rows), some);
            db.execute_raw(insert).await?;
        }
        Ok(())
    }
}

/// Rows of an entity. A column that the first of them leaves out keeps its default in all.
pub fn rows<A: ActiveModelTrait>(served: bool, rows: &[A]) -> Result<(Target, Batch)> {
    let set = |column: &<A::Entity as EntityTrait>::Column| {
        rows.first().is_some_and(|first| !first.get(*column).is_not_set())
    };
    let columns = <A::Entity as EntityTrait>::Column::iter().filter(set).collect::<Vec<_>>();
    let target = Target {
        table: A::Entity::default().table_name().to_owned(),
        columns: columns.iter().map(|c| c.to_string()).collect(),
        then: String::new(),
    };
    // Without rows there is nothing to copy.
    let mut batch = Batch::new(served && !rows.is_empty());
    for row in rows {
        for column in &columns {
            // A value that is not there would shift the row.
            let value = row.get(*column).into_value();
            batch.value(value.ok_or_else(|| Error::internal("a row that fills fewer columns"))?)?;
        }
        batch.end_row();
    }
    Ok((target, batch))
}

/// Rows, in the form that the database takes.
#[derive(Clone, Debug)]
pub enum Batch {
    /// Lines of text.
    Lines(String),
    /// Values, row after row.
    Values(Vec<Value>),
}

impl Batch {
    /// No rows yet, for a database that is `served` or for an embedded one.
    pub fn new(served: bool) -> Self {
        if served { Self::Lines(String::new()) } else { Self::Values(Vec::new()) }
    }

    /// Adds a cell with a text.
    pub fn text(&mut self, words: &str) {
        match self {
            Self::Lines(lines) => {
                copy::escaped(lines, words);
                lines.push('\t');
            }
            Self::Values(values) => values.push(words.into()),
        }
    }

    /// Adds a cell with a text or with nothing.
    pub fn words(&mut self, words: Option<&str>) {
        match words {
            Some(words) => self.text(words),
            None => self.put(Value::String(None)),
        }
    }

    /// Adds a cell with a number or with nothing.
    pub fn number(&mut self, number: Option<i64>) {
        match (self, number) {
            (Self::Lines(lines), Some(number)) => {
                // Writing to a String does not fail.
                write!(lines, "{number}\t").ok();
            }
            (Self::Lines(lines), None) => lines.push_str("\\N\t"),
            (Self::Values(values), number) => values.push(Value::BigInt(number)),
        }
    }

    fn put(&mut self, value: Value) {
        match self {
            Self::Lines(lines) => lines.push_str("\\N\t"),
            Self::Values(values) => values.push(value),
        }
    }

    /// Adds a cell with any value that a table holds.
    pub fn value(&mut self, value: Value) -> Result<()> {
        match self {
            Self::Lines(lines) => {
                copy::field(lines, value)?;
                lines.push('\t');
            }
            Self::Values(values) => values.push(value),
        }
        Ok(())
    }

    /// Adds cells that were written before: those of `other`, which are the same in many rows.
    pub fn cells(&mut self, other: &Self) {
        match (self, other) {
            (Self::Lines(lines), Self::Lines(more)) => lines.push_str(more),
            (Self::Values(values), Self::Values(more)) => values.extend_from_slice(more),
            _ => {}
        }
    }

    /// Ends a row.
    pub fn end_row(&mut self) {
        if let Self::Lines(lines) = self {
            lines.pop();
            lines.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(mut batch: Batch) -> Batch {
        batch.text("a\tb");
        batch.words(None);
        batch.number(Some(-7));
        batch.number(None);
        batch.value(true.into()).unwrap();
        batch.end_row();
        batch
    }

    #[test]
    fn a_row_is_a_line_or_a_run_of_values() {
        let Batch::Lines(lines) = row(Batch::new(true)) else { panic!("lines") };
        assert_eq!(lines, "a\\tb\t\\N\t-7\t\\N\ttrue\n");
        let Batch::Values(values) = row(Batch::new(false)) else { panic!("values") };
        let expected =
            ["a\tb".into(), Value::String(None), (-7_i64).into(), Value::BigInt(None), true.into()];
        assert_eq!(values, expected);
    }

    #[test]
    fn statements_name_what_they_fill() {
        let target = Target::new("loans", ["a", "b"]);
        assert_eq!(target.copy(), "COPY loans (a, b) FROM STDIN");
        assert_eq!(target.insert(2), "INSERT INTO loans (a, b) VALUES (?,?),(?,?)");
        let sizes = [1_000_000, 511, 64, 63, 7, 1].map(|left| target.rows_of(left));
        assert_eq!(sizes, [512, 64, 64, 8, 1, 1]);
        let wide = Target::new("loans", (0..1_000).map(|n| n.to_string()));
        assert_eq!(wide.rows_of(1_000), 8, "never more values than are bound");
        let insert = target.replacing(&["a"]).insert(1);
        assert_eq!(
            insert,
            "INSERT INTO loans (a, b) VALUES (?,?) ON CONFLICT (a) DO UPDATE SET b = excluded.b"
        );
    }
}
