//! `[backup]`: copies of the whole store in files.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use mercer_database::DatabaseUrl;

use super::{ConfigError, Key, Setting, Source, Values};

pub(super) const FOLDER: Key = Key {
    name: "backup.folder",
    variable: "MERCER_BACKUP_FOLDER",
    default: "mercer-backups",
};

pub(super) const EVERY: Key = Key {
    name: "backup.every",
    variable: "MERCER_BACKUP_EVERY",
    default: "none",
};

pub(super) const KEEP: Key = Key {
    name: "backup.keep",
    variable: "MERCER_BACKUP_KEEP",
    default: "14",
};

/// Copies of the whole store in files.
#[derive(Clone, Debug)]
pub(crate) struct BackupConfig {
    /// The folder of the backups. They hold everything that the store does: the folder is made so
    /// that only the user that Mercer runs as may read it, and belongs on another disk.
    ///
    /// `backup.folder`, `MERCER_BACKUP_FOLDER`. Default: `mercer-backups`, beside the file of an
    /// SQLite database, else in the working folder.
    pub(crate) folder: Setting<PathBuf>,

    /// How often a serving process makes a backup: `30m`, `6h`, `1d`, or `none`.
    ///
    /// `backup.every`, `MERCER_BACKUP_EVERY`. Default: `none`.
    pub(crate) every: Setting<Interval>,

    /// How many backups of the store are kept when one is made by schedule; the oldest go.
    ///
    /// `backup.keep`, `MERCER_BACKUP_KEEP`. Default: 14.
    pub(crate) keep: Setting<usize>,
}

/// How often, if at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval(Option<Duration>);

impl Interval {
    /// The time between two, if it is to happen.
    pub(crate) fn duration(self) -> Option<Duration> {
        self.0
    }
}

/// The words of an interval, the longest first.
const UNITS: [(char, u64); 4] = [('d', 86_400), ('h', 3_600), ('m', 60), ('s', 1)];

impl fmt::Display for Interval {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(duration) = self.0 else {
            return formatter.write_str("none");
        };
        let seconds = duration.as_secs();
        let whole = UNITS
            .iter()
            .find(|(_, length)| seconds.is_multiple_of(*length));
        let (unit, length) = whole.unwrap_or(&UNITS[3]);
        write!(formatter, "{}{unit}", seconds / length)
    }
}

impl BackupConfig {
    pub(super) fn load(values: &Values) -> Result<Self, ConfigError> {
        Ok(BackupConfig {
            folder: values.get(&FOLDER, |text| Ok(PathBuf::from(text)))?,
            every: values.get(&EVERY, interval)?,
            keep: values.get(&KEEP, keep)?,
        })
    }

    /// The folder of this database's backups.
    pub(crate) fn folder(&self, url: &DatabaseUrl) -> PathBuf {
        match url {
            DatabaseUrl::Sqlite(file) if self.folder.source == Source::Default => {
                file.with_file_name(&self.folder.value)
            }
            _ => self.folder.value.clone(),
        }
    }
}

fn interval(text: &str) -> Result<Interval, String> {
    if text == "none" {
        return Ok(Interval(None));
    }
    let seconds = UNITS.iter().find_map(|(unit, length)| {
        let number: u64 = text.strip_suffix(*unit)?.parse().ok()?;
        number.checked_mul(*length)
    });
    match seconds {
        Some(seconds @ 1..=31_536_000) => Ok(Interval(Some(Duration::from_secs(seconds)))),
        _ => Err(format!(
            "{text:?} is no interval up to a year: write 30m, 6h, 1d or none"
        )),
    }
}

fn keep(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(number @ 1..=10_000) => Ok(number),
        _ => Err(format!("{text:?} is not a number of backups (1 to 10000)")),
    }
}
