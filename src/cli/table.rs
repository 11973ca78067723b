//! Aligned columns for people.

use console::{Term, style, truncate_str};
use unicode_width::UnicodeWidthStr;

/// The narrowest that a column of text becomes for its table to fit the terminal.
const NARROWEST: usize = 8;

/// Which side of a column its cells stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
}

/// A table under a heading line, two spaces between the columns.
pub(super) struct Table {
    columns: Vec<Align>,
    heading: Option<Vec<String>>,
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
    fits_in: Option<usize>,
}

impl Table {
    /// A table with these columns, that fits the terminal where one shows it.
    pub(super) fn new(columns: &[(&str, Align)]) -> Self {
        let terminal = Term::stdout();
        let width = terminal.size_checked().map(|(_, columns)| columns.into());
        Table::within(columns, width.filter(|_| terminal.is_term()))
    }

    /// A table that is at most so wide, if it can be.
    fn within(columns: &[(&str, Align)], fits_in: Option<usize>) -> Self {
        Table {
            heading: Some(columns.iter().map(|(name, _)| (*name).to_owned()).collect()),
            widths: columns.iter().map(|(name, _)| name.width()).collect(),
            columns: columns.iter().map(|(_, align)| *align).collect(),
            rows: Vec::new(),
            fits_in,
        }
    }

    /// Adds a row. A cell's line breaks become spaces.
    pub(super) fn row(&mut self, cells: Vec<String>) {
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell per column");
        let plain = |cell: String| cell.replace(char::is_control, " ");
        self.rows.push(cells.into_iter().map(plain).collect());
    }

    /// The rows that were added since it was last rendered as lines, without spaces at their ends;
    /// the heading stands above the first. Columns never become narrower again.
    pub(super) fn render(&mut self) -> String {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return String::new();
        }
        for row in &rows {
            for (width, cell) in self.widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        self.fit();
        let heading = self.heading.take().map(|cells| self.line(&cells));
        let mut text = heading.map_or_else(String::new, |line| format!("{}\n", style(line).bold()));
        for row in &rows {
            text.push_str(&self.line(row));
            text.push('\n');
        }
        text
    }

    /// Takes from the widest columns of text until the table fits. Numbers are never cut.
    fn fit(&mut self) {
        let Some(most) = self.fits_in else { return };
        let between = 2 * self.columns.len().saturating_sub(1);
        while self.widths.iter().sum::<usize>() + between > most {
            let texts = self.widths.iter_mut().zip(&self.columns);
            let texts = texts.filter(|(_, align)| **align == Align::Left);
            match texts.map(|(width, _)| width).max() {
                Some(width) if *width > NARROWEST => *width -= 1,
                _ => return,
            }
        }
    }

    fn line(&self, cells: &[String]) -> String {
        let cells = cells.iter().zip(&self.widths).zip(&self.columns);
        let padded: Vec<String> = cells
            .map(|((cell, width), align)| match align {
                Align::Left => pad(&truncate_str(cell, *width, "…"), *width, Align::Left),
                Align::Right => pad(cell, *width, Align::Right),
            })
            .collect();
        padded.join("  ").trim_end().to_owned()
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
        let value = value.replace(char::is_control, " ");
        let line = format!("{}  {value}", pad(name, widest, Align::Left));
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// `yes` or `no`.
pub(super) fn yes(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Align, Table, facts};

    const COLUMNS: &[(&str, Align)] = &[("NAME", Align::Left), ("PRICE", Align::Right)];

    #[test]
    fn columns_line_up_whatever_the_letters() {
        let mut table = Table::within(COLUMNS, None);
        table.row(vec!["Äpfel".to_owned(), "2.55".to_owned()]);
        table.row(vec!["茶\nrot".to_owned(), "12.00".to_owned()]);
        assert_eq!(
            table.render(),
            "NAME    PRICE\nÄpfel    2.55\n茶 rot  12.00\n"
        );
    }

    #[test]
    fn a_table_fits_the_terminal_by_shorter_texts_and_whole_numbers() {
        let mut table = Table::within(COLUMNS, Some(17));
        table.row(vec!["Apples from Kent".to_owned(), "12.00".to_owned()]);
        assert_eq!(table.render(), "NAME        PRICE\nApples fr…  12.00\n");
    }

    #[test]
    fn a_table_goes_on_without_a_second_heading() {
        let mut table = Table::within(COLUMNS, None);
        table.row(vec!["Apples".to_owned(), "2.55".to_owned()]);
        table.render();
        table.row(vec!["Tea".to_owned(), "12.00".to_owned()]);
        assert_eq!(table.render(), "Tea     12.00\n");
    }

    #[test]
    fn facts_line_up() {
        let rows = [("Order", "1000".to_owned()), ("Customer", "1".to_owned())];
        assert_eq!(facts(&rows), "Order     1000\nCustomer  1\n");
    }
}
