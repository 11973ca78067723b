//! Read a source into a plan.

use std::io::Read;

use csv::{ByteRecord, ReaderBuilder};

use super::plan::{Gathering, Plan};
use super::row::Layout;
use crate::imports::source::Source;
use crate::imports::summary::NAMED_REJECTIONS;
use crate::imports::{ImportError, Rejection};

/// Reads the source to its end. Rows that cannot be taken are left out, or, when `strict`, end it.
pub(super) fn read(raw: impl Read + Send + 'static, strict: bool) -> Result<Plan, ImportError> {
    let unreadable = |reason: String| ImportError::Unreadable { reason };
    let source = Source::open(raw).map_err(|error| unreadable(error.to_string()))?;
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(1 << 16)
        .from_reader(source);
    let mut record = ByteRecord::new();
    let mut next = |record: &mut ByteRecord| {
        let is_row = reader.read_byte_record(record);
        is_row.map_err(|error| unreadable(error.to_string()))
    };
    next(&mut record)?;
    let layout = Layout::of(&record).map_err(|missing| ImportError::MissingColumns {
        missing,
        found: first_line(&record),
    })?;
    let mut gathering = Gathering::default();
    let (mut rejected, mut rejections) = (0, Vec::new());
    while next(&mut record)? {
        let taken = layout.read(&record).and_then(|row| gathering.add(&row));
        let Err(invalid) = taken else { continue };
        let rejection = Rejection {
            line: record.position().map_or(0, csv::Position::line),
            column: invalid.field,
            reason: invalid.reason,
        };
        if strict {
            return Err(ImportError::Rejected(rejection));
        }
        rejected += 1;
        if rejections.len() < NAMED_REJECTIONS {
            rejections.push(rejection);
        }
    }
    let fingerprint = reader.into_inner().fingerprint();
    Ok(gathering.finish(fingerprint, (rejected, rejections)))
}

/// For a message: what stands where the header should be, not more than a line of it.
fn first_line(record: &ByteRecord) -> String {
    let fields: Vec<_> = record.iter().map(String::from_utf8_lossy).collect();
    fields.join(",").chars().take(200).collect()
}
