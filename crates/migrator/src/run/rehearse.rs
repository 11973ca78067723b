//! An upgrade tried on a copy first.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use mercer_database::{DatabaseUrl, Session};
use sea_orm::{ConnectionTrait, Statement};

use super::upgrade::{Report, upgrade};
use super::{History, Observer, RunError, RunOptions, backup, bookkeeping};

/// What an upgrade would do, seen on a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rehearsal {
    /// The revisions, with the time each took.
    pub revisions: Vec<(String, Duration)>,
    /// How long copying took.
    pub copying: Duration,
    /// Every table with its rows before and after; nothing where the table is not there.
    pub rows: Vec<(String, Option<i64>, Option<i64>)>,
}

/// Upgrades a copy of the SQLite file and throws it away. The file itself is only read.
pub async fn rehearse(
    session: &Session,
    history: &History,
    target: &str,
    options: &RunOptions,
    now: DateTime<Utc>,
    observer: &mut dyn Observer,
) -> Result<Rehearsal, RunError> {
    let Some(file) = session.path() else {
        return Err(RunError::RehearsalNeedsFile);
    };
    // Beside the file: there is as much room as a rebuild of it will need.
    let mut name = file.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.rehearsal", now.format("%Y%m%dT%H%M%S%3fZ")));
    let path = file.with_file_name(name);
    let began = std::time::Instant::now();
    let copy = Copy(path);
    backup::copy(session, &copy.0).await?;
    let copying = began.elapsed();
    let (report, rows) =
        Box::pin(on_copy(&copy.0, history, target, options, now, observer)).await?;
    Ok(Rehearsal {
        revisions: report.revisions,
        copying,
        rows,
    })
}

/// The copy, which goes with all that belongs to it, also when the rehearsal is given up.
struct Copy(PathBuf);

impl Drop for Copy {
    fn drop(&mut self) {
        for suffix in ["", "-wal", "-shm", "-journal", ".migration-lock"] {
            let mut one = self.0.clone().into_os_string();
            one.push(suffix);
            // Only the copy itself is sure to be there.
            let _ = std::fs::remove_file(one);
        }
    }
}

type Rows = Vec<(String, Option<i64>, Option<i64>)>;

async fn on_copy(
    path: &Path,
    history: &History,
    target: &str,
    options: &RunOptions,
    now: DateTime<Utc>,
    observer: &mut dyn Observer,
) -> Result<(Report, Rows), RunError> {
    let copy = Session::open(&DatabaseUrl::Sqlite(path.to_owned())).await?;
    let options = RunOptions {
        backup: false,
        ..options.clone()
    };
    let before = counts(&copy).await;
    let result = Box::pin(upgrade(&copy, history, target, &options, now, observer)).await;
    let after = counts(&copy).await;
    copy.close().await;
    let (report, before, after) = (result?, before?, after?);
    let count = |of: &[(String, i64)], name: &str| {
        let found = of.iter().find(|(table, _)| table == name);
        found.map(|(_, rows)| *rows)
    };
    let mut names: Vec<_> = before
        .iter()
        .chain(&after)
        .map(|(name, _)| name.clone())
        .collect();
    names.sort();
    names.dedup();
    let rows = names
        .into_iter()
        .map(|name| {
            let (rows_before, rows_after) = (count(&before, &name), count(&after, &name));
            (name, rows_before, rows_after)
        })
        .collect();
    Ok((report, rows))
}

async fn counts(session: &Session) -> Result<Vec<(String, i64)>, RunError> {
    let mut counts = Vec::new();
    for table in bookkeeping::tables(session).await? {
        if crate::BOOKKEEPING_TABLES.contains(&table.as_str()) {
            continue;
        }
        let sql = format!(
            "SELECT count(*) AS row_count FROM \"{}\"",
            table.replace('"', "\"\"")
        );
        let statement = Statement::from_string(session.get_database_backend(), sql);
        if let Some(row) = session.query_one_raw(statement).await? {
            counts.push((table, row.try_get("", "row_count")?));
        }
    }
    Ok(counts)
}
