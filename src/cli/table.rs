//! Aligned columns for people.

use unicode_width::UnicodeWidthStr;

/// Which side of a column its cells stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A table under a heading line, two spaces between the columns.
pub(super) struct Table {
    columns: Vec<Align>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub(super) fn new(columns: &[(&str, Align)]) -> Self {
        Table {
            columns: columns.iter().map(|(_, align)| *align).collect(),
            rows: vec![columns.iter().map(|(name, _)| (*name).to_owned()).collect()],
        }
    }

    /// Adds a row. A cell's line breaks become spaces.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell per column");
        let plain = |cell: String| cell.replace(char::is_control, " ");
        self.rows.push(cells.into_iter().map(plain).collect());
    }

    /// The table as lines, without spaces at their ends; nothing if it has no rows.
    pub(super) fn render(&self) -> String {
        if self.rows.len() == 1 {
            return String::new();
        }
        let width = |column: usize| {
            let widths = self.rows.iter().map(|row| row[column].width());
            widths.max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.columns.len()).map(width).collect();
        let mut text = String::new();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).zip(&self.columns);
            let line: Vec<String> = cells
                .map(|((cell, width), align)| pad(cell, *width, *align))
                .collect();
            text.push_str(line.join("  ").trim_end());
            text.push('\n');
        }
        text
    }
}

fn pad(cell: &str, width: usize, align: Align) -> String {
    let space = " ".repeat(width.saturating_sub(cell.width()));
    match align {
        Align::Left => format!("{cell}{space}"),
        Align::Right => format!("{space}{cell}"),
    }
}

/// Lines of `Name  value`, the values in one column.
pub(super) fn facts(rows: &[(&str, String)]) -> String {
    let widest = rows.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
    let mut text = String::new();
    for (name, value) in rows {
        text.push_str(&pad(name, widest, Align::Left));
        text.push_str("  ");
        text.push_str(&value.replace(char::is_control, " "));
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Align, Table, facts};

    #[test]
    fn columns_line_up_whatever_the_letters() {
        let mut table = Table::new(&[("NAME", Align::Left), ("PRICE", Align::Right)]);
        table.row(vec!["Äpfel".to_owned(), "2.55".to_owned()]);
        table.row(vec!["茶\nrot".to_owned(), "12.00".to_owned()]);
        assert_eq!(
            table.render(),
            "NAME    PRICE\nÄpfel    2.55\n茶 rot  12.00\n"
        );
    }

    #[test]
    fn facts_line_up() {
        let rows = [("Order", "1000".to_owned()), ("Customer", "1".to_owned())];
        assert_eq!(facts(&rows), "Order     1000\nCustomer  1\n");
    }
}
