//! The rows in a server's dump, counted while it passes by, and whether it came to its end.

use std::collections::BTreeMap;

use super::System;

/// What has been read of a dump.
pub(super) struct Counted {
    system: System,
    /// The line that is not complete yet.
    line: Vec<u8>,
    /// The table whose rows are being read.
    table: Option<String>,
    rows: BTreeMap<String, u64>,
    is_complete: bool,
}

impl Counted {
    pub(super) fn new(system: System) -> Self {
        Counted {
            system,
            line: Vec::new(),
            table: None,
            rows: BTreeMap::new(),
            is_complete: false,
        }
    }

    /// Takes the next bytes, which may end anywhere.
    pub(super) fn take(&mut self, bytes: &[u8]) {
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(piece);
            if piece.ends_with(b"\n") {
                let line = std::mem::take(&mut self.line);
                match self.system {
                    System::MySql => self.line_of_mysql(&line),
                    System::Postgres | System::Sqlite => self.line_of_postgres(&line),
                }
                self.line = line;
                self.line.clear();
            }
        }
    }

    /// The rows of each table, unless the dump broke off.
    pub(super) fn finish(self) -> Option<BTreeMap<String, u64>> {
        (self.is_complete && self.table.is_none()).then_some(self.rows)
    }

    /// `COPY public.orders (..) FROM stdin;`, a line for each row, `\.`.
    fn line_of_postgres(&mut self, line: &[u8]) {
        if let Some(table) = &self.table {
            if line == b"\\.\n" {
                self.table = None;
            } else {
                *self.rows.entry(table.clone()).or_default() += 1;
            }
            return;
        }
        if line.starts_with(b"-- PostgreSQL database dump complete") {
            self.is_complete = true;
        }
        let Some(rest) = line.strip_prefix(b"COPY ") else {
            return;
        };
        if line.ends_with(b" FROM stdin;\n") {
            let name = String::from_utf8_lossy(rest);
            let name = name.split(" (").next().unwrap_or("");
            let name = name.rsplit('.').next().unwrap_or(name).replace('"', "");
            self.rows.entry(name.clone()).or_default();
            self.table = Some(name);
        }
    }

    /// ``INSERT INTO `orders` VALUES`` with the rows on the same line (MySQL) or a line for each
    /// (MariaDB). A line break in a value is written `\n`, so a line begins outside of all values.
    fn line_of_mysql(&mut self, line: &[u8]) {
        let mut rest = line;
        if self.table.is_none() {
            if line.starts_with(b"-- Dump completed") {
                self.is_complete = true;
            }
            if let Some(name) = quoted_name(line, b"CREATE TABLE `") {
                self.rows.entry(name).or_default();
            }
            let Some(name) = quoted_name(line, b"INSERT INTO `") else {
                return;
            };
            rest = &line[b"INSERT INTO `".len() + name.len() + 1..];
            // The names of columns, where there are any, stand before this word.
            let values = rest.windows(6).position(|word| word == b"VALUES");
            rest = &rest[values.map_or(rest.len(), |at| at + 6)..];
            self.table = Some(name);
        }
        let (rows, ended) = tuples(rest);
        if let Some(table) = &self.table {
            *self.rows.entry(table.clone()).or_default() += rows;
        }
        if ended {
            self.table = None;
        }
    }
}

fn quoted_name(line: &[u8], before: &[u8]) -> Option<String> {
    let rest = line.strip_prefix(before)?;
    let end = rest.iter().position(|byte| *byte == b'`')?;
    Some(String::from_utf8_lossy(&rest[..end]).into_owned())
}

/// How many rows `(..),(..)` begin outside of texts, and whether the statement ends.
fn tuples(line: &[u8]) -> (u64, bool) {
    let (mut rows, mut depth, mut ended) = (0, 0_u32, false);
    let mut quote = None;
    let mut bytes = line.iter();
    while let Some(byte) = bytes.next() {
        match (quote, *byte) {
            (Some(_), b'\\') => drop(bytes.next()),
            // A doubled quote closes the text and opens it again.
            (Some(open), byte) if byte == open => quote = None,
            (None, byte @ (b'\'' | b'"')) => quote = Some(byte),
            (None, b'(') => {
                rows += u64::from(depth == 0);
                depth += 1;
            }
            (None, b')') => depth = depth.saturating_sub(1),
            (None, b';') => ended = depth == 0,
            _ => {}
        }
    }
    (rows, ended)
}
