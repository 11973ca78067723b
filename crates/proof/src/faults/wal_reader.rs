//! A reader that holds a snapshot open, so that SQLite's log of writes cannot be emptied into the
//! file, while clients order.
//!
//! The control has the reader let go at once: the log is then emptied as usual, which the measure
//! has to notice, for else it would not have measured what a reader does.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Fault, Rounds, round};
use crate::checker::{self, Stage};
use crate::databases::Kind;
use crate::error::ProofError;
use crate::load::{Habit, Load};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "wal-reader",
    about: "a reader keeps SQLite's log of writes from being emptied, for --seconds under load",
    databases: &[Kind::Sqlite],
    rounds: Rounds {
        full: 1,
        full_on_servers: 0,
        short: 1,
    },
    control: "the reader lets go at once",
    expected: Rule::ProvesNothing,
    run,
};

/// How long the server's own checkpoints are waited for.
const PATIENCE: Duration = Duration::from_mins(1);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut checkouts = Vec::new();
    let shop = Arc::new(Shop::open(&setting.mercer, None, PLENTY)?);
    let server = Server::start(&shop)?;
    let file = PathBuf::from(shop.database.url.trim_start_matches("sqlite:"));
    for round in 0..setting.rounds {
        let reader = rusqlite::Connection::open(&file)?;
        reader.execute_batch("BEGIN")?;
        let count = "SELECT count(*) FROM orders";
        let at_first: i64 = reader.query_row(count, [], |row| row.get(0))?;
        if setting.negative_control {
            reader.execute_batch("COMMIT")?;
        }
        let seed = setting.seed.wrapping_add(round);
        let load = Load::start(
            &shop,
            &[server.address()],
            setting.clients,
            Habit::Careful,
            seed,
        );
        std::thread::sleep(setting.duration);
        round::gather(load, &mut checkouts, &mut report);
        report.count("megabytes of the log", megabytes_of_log(&file));
        let at_the_end: i64 = reader.query_row(count, [], |row| row.get(0))?;
        let (of_log, emptied) = empty(&file)?;
        report.count("pages of the log", usize::try_from(of_log).unwrap_or(0));
        if at_first != at_the_end {
            let what = "the reader was not in one snapshot all the time";
            report
                .findings
                .push(Finding::new(Rule::ProvesNothing, what));
        } else if of_log == emptied {
            let what = "the log could be emptied: no reader was in the way";
            report
                .findings
                .push(Finding::new(Rule::ProvesNothing, what));
        }
        drop(reader);
        let (of_log, emptied) = empty(&file)?;
        if of_log != emptied {
            let what = format!("of {of_log} pages {emptied} went into the file without a reader");
            report
                .findings
                .push(Finding::new(Rule::DidNotRecover, what));
        }
        goes_on(setting, &shop, &server, &mut checkouts, &mut report);
        checker::check(&shop, &checkouts, Stage::Settled, &mut report)?;
        checker::ask_the_doctor(&shop, &mut report)?;
    }
    report.needs("orders acknowledged", setting.rounds);
    Ok(report)
}

/// After that the log is begun anew: it stays as long as it is, however much is ordered.
fn goes_on(
    setting: &Setting,
    shop: &Arc<Shop>,
    server: &Server,
    checkouts: &mut Vec<crate::journal::Checkout>,
    report: &mut Report,
) {
    let file = PathBuf::from(shop.database.url.trim_start_matches("sqlite:"));
    let before = megabytes_of_log(&file);
    let seed = setting.seed.wrapping_add(1000);
    let load = Load::start(
        shop,
        &[server.address()],
        setting.clients,
        Habit::Careful,
        seed,
    );
    std::thread::sleep(setting.duration.min(Duration::from_secs(10)));
    round::gather(load, checkouts, report);
    let after = megabytes_of_log(&file);
    // 1,000 pages of 4 KiB are what SQLite lets come together by itself.
    if after > before + 5 {
        let what = format!("the log grew from {before} to {after} MB when the reader was gone");
        report
            .findings
            .push(Finding::new(Rule::DidNotRecover, what));
    }
}

/// Has as much of the log as possible written into the file; the pages of both.
fn empty(file: &std::path::Path) -> Result<(i64, i64), ProofError> {
    let connection = rusqlite::Connection::open(file)?;
    let started = Instant::now();
    loop {
        let (of_log, emptied) =
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
                Ok((row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
            })?;
        // -1: the server is at it itself.
        if of_log >= 0 || started.elapsed() > PATIENCE {
            return Ok((of_log, emptied));
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn megabytes_of_log(file: &std::path::Path) -> usize {
    let mut name = file.as_os_str().to_owned();
    name.push("-wal");
    let bytes = std::fs::metadata(name).map_or(0, |log| log.len());
    usize::try_from(bytes / 1_000_000).unwrap_or(usize::MAX)
}
