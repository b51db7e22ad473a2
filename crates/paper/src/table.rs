//! Tables: what stands in them, and how wide their columns are.

/// A column of a [`Table`].
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    pub(crate) title: String,
    pub(crate) share: u16,
    pub(crate) figure: bool,
    pub(crate) fit: bool,
}

impl Column {
    /// A column of words, from the left. Columns share the width of the table by their shares: 2 is twice as wide as 1.
    pub fn text(title: impl Into<String>, share: u16) -> Self {
        Self { title: title.into(), share: share.max(1), figure: false, fit: false }
    }

    /// A column of figures, from the right. It gets at least the width of its widest figure, so that figures don't wrap.
    pub fn figure(title: impl Into<String>, share: u16) -> Self {
        Self { figure: true, ..Self::text(title, share) }
    }

    /// As wide as its contents, whatever its share; the other columns share what is left.
    pub fn fit(self) -> Self {
        Self { fit: true, ..self }
    }
}

/// A table. Its header is repeated on every page it reaches, and a row stays in one piece.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Vec<String>>,
    pub(crate) totals: Vec<Vec<String>>,
    pub(crate) zebra: bool,
}

impl Table {
    /// A table without rows.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Self {
        Self { columns: columns.into_iter().collect(), rows: Vec::new(), totals: Vec::new(), zebra: false }
    }

    /// Adds a row. Missing cells are empty; a cell too many is added to the last column.
    pub fn row<C: Into<String>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.rows.push(self.cells(cells));
        self
    }

    /// Adds rows.
    pub fn rows<R, C>(self, rows: impl IntoIterator<Item = R>) -> Self
    where
        R: IntoIterator<Item = C>,
        C: Into<String>,
    {
        rows.into_iter().fold(self, Self::row)
    }

    /// Adds a bold row at the end, under a line. It stays on the page of the row before it.
    pub fn total<C: Into<String>>(mut self, cells: impl IntoIterator<Item = C>) -> Self {
        self.totals.push(self.cells(cells));
        self
    }

    /// Shades every second row, instead of drawing lines between rows.
    pub fn zebra(self) -> Self {
        Self { zebra: true, ..self }
    }

    fn cells<C: Into<String>>(&self, cells: impl IntoIterator<Item = C>) -> Vec<String> {
        let mut cells: Vec<String> = cells.into_iter().map(Into::into).collect();
        let surplus = cells.split_off(cells.len().min(self.columns.len()));
        if let Some(last) = cells.last_mut() {
            surplus.iter().for_each(|cell| {
                last.push(' ');
                last.push_str(cell);
            });
        }
        cells.resize(self.columns.len(), String::new());
        cells
    }
}
