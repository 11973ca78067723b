//! Times for people, and from them.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

/// To the second, in UTC.
pub(super) fn time(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%d %H:%M:%S UTC").to_string()
}

/// What a person types: a date, which begins in UTC, or a time.
pub(super) fn moment(text: &str) -> Result<DateTime<Utc>, String> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        return Ok(date.and_time(NaiveTime::MIN).and_utc());
    }
    text.parse()
        .map_err(|_| "write 2026-11-01, or 2026-11-01T09:30:00Z".to_owned())
}
