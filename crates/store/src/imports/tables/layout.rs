//! Which column of a file is which column of ours.

use crate::Invalid;
use crate::exports::{Format, Subject};

use super::shape::Shape;

/// How a file is read.
#[derive(Clone, Debug)]
pub struct Layout {
    /// What its rows are.
    pub subject: Subject,
    /// Who wrote it.
    pub shape: Shape,
    /// CSV or JSON lines.
    pub format: Format,
    /// Its encoding's name.
    pub encoding: &'static str,
    /// What stands between the cells of CSV.
    pub delimiter: char,
    /// Its columns, in order.
    pub columns: Vec<MappedColumn>,
    /// Whether the decimal mark is the comma, where that is known.
    pub decimal_comma: Option<bool>,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MappedColumn {
    /// Its name there.
    pub theirs: String,
    /// Which column of ours it is; `None` if it is not read.
    pub ours: Option<&'static str>,
}

impl Layout {
    /// Maps the columns: those that the caller names, then those that the shape knows, then those
    /// that are called like ours.
    ///
    /// # Errors
    /// A mapping that names a column that is not there, and a file without a key of ours.
    pub(super) fn map(
        subject: Subject,
        header: &[String],
        named: &[(String, String)],
    ) -> Result<(Shape, Vec<MappedColumn>), Invalid> {
        let shape = Shape::of(subject, header);
        let mut columns: Vec<MappedColumn> = header
            .iter()
            .map(|theirs| MappedColumn {
                theirs: theirs.clone(),
                ours: None,
            })
            .collect();
        for (theirs, ours) in named {
            let ours = ours_of(subject, ours).ok_or_else(|| {
                let known = subject.columns().join(", ");
                let reason = format!("{ours:?} is no column of {subject}; these are: {known}");
                Invalid::new("map", reason)
            })?;
            let column = find(&mut columns, theirs).ok_or_else(|| {
                let there = header.join(", ");
                let reason = format!("the file has no column {theirs:?}; these are: {there}");
                Invalid::new("map", reason)
            })?;
            column.ours = Some(ours);
        }
        for (theirs, ours) in shape.columns(subject) {
            let is_taken = columns.iter().any(|column| column.ours == Some(ours));
            if let Some(column) = find(&mut columns, theirs)
                && column.ours.is_none()
                && !is_taken
            {
                column.ours = Some(ours);
            }
        }
        for index in 0..columns.len() {
            if columns[index].ours.is_some() || shape != Shape::Mercer {
                continue;
            }
            let ours = ours_of(subject, &plain(&columns[index].theirs));
            let is_taken = ours.is_some() && columns.iter().any(|column| column.ours == ours);
            if !is_taken {
                columns[index].ours = ours;
            }
        }
        square_stock(subject, shape, &mut columns);
        let has_key = subject
            .key()
            .iter()
            .any(|key| columns.iter().any(|column| column.ours == Some(key)));
        if has_key {
            return Ok((shape, columns));
        }
        let (keys, there) = (subject.key().join(" or "), header.join(", "));
        let reason = format!(
            "the file has no column for {keys}; map one with --map THEIRS={}; it has: {there}",
            subject.key()[0]
        );
        Err(Invalid::new("map", reason))
    }

    /// The place of a column of ours in the file.
    pub(super) fn place(&self, ours: &str) -> Option<usize> {
        let is_it = |column: &MappedColumn| column.ours == Some(ours);
        self.columns.iter().position(is_it)
    }

    /// The place of a column of theirs.
    pub(super) fn place_of_theirs(&self, theirs: &str) -> Option<usize> {
        let is_it = |column: &MappedColumn| column.theirs.eq_ignore_ascii_case(theirs);
        self.columns.iter().position(is_it)
    }

    /// What the file calls a column of ours; our name where it has none.
    pub(super) fn theirs<'a>(&'a self, ours: &'a str) -> &'a str {
        self.place(ours)
            .map_or(ours, |place| self.columns[place].theirs.as_str())
    }
}

/// Square names a column for each of a shop's locations; the first one is taken.
fn square_stock(subject: Subject, shape: Shape, columns: &mut [MappedColumn]) {
    if (subject, shape) != (Subject::Stock, Shape::Square)
        || columns.iter().any(|column| column.ours == Some("on_hand"))
    {
        return;
    }
    let quantity = columns
        .iter_mut()
        .find(|column| column.theirs.starts_with("Current Quantity"));
    if let Some(column) = quantity {
        column.ours = Some("on_hand");
    }
}

fn find<'a>(columns: &'a mut [MappedColumn], theirs: &str) -> Option<&'a mut MappedColumn> {
    columns
        .iter_mut()
        .find(|column| column.theirs.eq_ignore_ascii_case(theirs))
}

fn ours_of(subject: Subject, name: &str) -> Option<&'static str> {
    subject.columns().iter().copied().find(|ours| *ours == name)
}

/// `First Name` and `first-name` are `first_name`.
fn plain(name: &str) -> String {
    let letter = |letter: char| {
        if letter.is_alphanumeric() {
            letter.to_ascii_lowercase()
        } else {
            '_'
        }
    };
    name.trim().chars().map(letter).collect()
}
