//! Some rows of a file: their fields one after the other in one text, without an allocation for each.
use super::fault::own_text;

/// Fields of at most so many bytes belong to one page.
const MOST_BYTES: usize = 1 << 20;
/// A page has at most so many rows.
pub const MOST_ROWS: usize = 2_048;

/// Some rows.
#[derive(Default)]
pub struct Page {
    text: Vec<u8>,
    /// Where each field ends.
    ends: Vec<u32>,
    /// The fields of row `n` are those from `rows[n - 1]` to `rows[n]`.
    rows: Vec<u32>,
    /// The number of its first row in the file.
    first: u64,
    /// How many bytes of the file were read by its end.
    pub bytes: u64,
}

impl Page {
    /// None yet; the first will have this number.
    pub fn starting(first: u64) -> Self {
        Self { first, ..Self::default() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether another row should go to the next page.
    pub fn is_full(&self) -> bool {
        self.len() >= MOST_ROWS || self.text.len() >= MOST_BYTES
    }

    /// The number in the file of a row.
    pub fn number(&self, row: usize) -> u64 {
        self.first + row as u64
    }

    /// Adds a field to the row that is being read.
    pub fn field(&mut self, text: &[u8]) {
        self.text.extend_from_slice(text);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Ends the row that is being read.
    pub fn end_row(&mut self) {
        self.rows.push(u32::try_from(self.ends.len()).unwrap_or(u32::MAX));
    }

    fn fields(&self, row: usize) -> std::ops::Range<usize> {
        let from = if row == 0 { 0 } else { self.rows[row - 1] };
        from as usize..self.rows[row] as usize
    }

    /// How many fields a row has.
    pub fn width(&self, row: usize) -> usize {
        self.fields(row).len()
    }

    /// A field without space around it; empty where the row has no such field.
    pub fn get(&self, row: usize, column: usize) -> &str {
        let fields = self.fields(row);
        let at = fields.start + column;
        if at >= fields.end {
            return "";
        }
        let from = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        // What was decoded is UTF-8; a file that is nothing at all shows as empty fields.
        std::str::from_utf8(&self.text[from..self.ends[at] as usize]).unwrap_or_default().trim()
    }

    /// Whether nothing stands in a row: it is passed over.
    pub fn is_blank(&self, row: usize) -> bool {
        (0..self.width(row)).all(|column| self.get(row, column).is_empty())
    }

    /// A row as it would stand in a file with commas.
    pub fn line(&self, row: usize) -> String {
        own_text((0..self.width(row)).map(|column| self.get(row, column)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_fields_apart() {
        let mut page = Page::starting(2);
        for row in [&["a", " b ", ""][..], &["c,d"], &[]] {
            row.iter().for_each(|field| page.field(field.as_bytes()));
            page.end_row();
        }
        assert_eq!((page.len(), page.width(0), page.width(1), page.width(2)), (3, 3, 1, 0));
        assert_eq!((page.get(0, 0), page.get(0, 1), page.get(0, 2), page.get(0, 3)), ("a", "b", "", ""));
        assert_eq!((page.get(1, 0), page.get(1, 1), page.number(2)), ("c,d", "", 4));
        assert_eq!([0, 1, 2].map(|row| page.is_blank(row)), [false, false, true]);
        assert_eq!((page.line(0).as_str(), page.line(1).as_str()), ("a,b,", "\"c,d\""));
    }
}
