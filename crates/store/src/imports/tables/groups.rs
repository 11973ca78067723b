//! Rows that tell of one thing: the addresses of a customer, the lines of an order.

use super::layout::Layout;
use super::records::Record;
use super::row::Row;
use crate::exports::Subject;

/// Rows that stand together and have the same key.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) key: String,
    pub(super) records: Vec<Record>,
}

/// Puts rows together as they come.
#[derive(Default)]
pub(super) struct Grouping {
    current: Option<Group>,
}

impl Grouping {
    /// Takes the next row; gives back the group that it does not belong to.
    pub(super) fn take(&mut self, layout: &Layout, record: Record) -> Option<Group> {
        let key = key(layout, &record);
        let is_shared = matches!(layout.subject, Subject::Customers | Subject::Orders);
        if let Some(current) = &mut self.current
            && is_shared
            && current.key == key
            && !key.is_empty()
        {
            current.records.push(record);
            return None;
        }
        self.current.replace(Group {
            key,
            records: vec![record],
        })
    }

    /// The last group.
    pub(super) fn finish(self) -> Option<Group> {
        self.current
    }
}

fn key(layout: &Layout, record: &Record) -> String {
    let row = Row::new(layout, record);
    let text = |column: &&str| row.text(column).map(str::to_lowercase);
    let mut parts = layout.subject.key().iter();
    if layout.subject == Subject::Customers {
        // The e-mail address only where there is no user name.
        return parts.find_map(text).unwrap_or_default();
    }
    let parts: Vec<String> = parts.map(|key| text(key).unwrap_or_default()).collect();
    parts.join("\u{1f}")
}
