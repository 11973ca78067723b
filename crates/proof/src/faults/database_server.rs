//! The database server is restarted, or killed with all its processes, under load.
//!
//! The control has a database that answers COMMIT before it has written (PostgreSQL with
//! `synchronous_commit=off`, MariaDB with `innodb_flush_log_at_trx_commit=0`): a real server that
//! loses what it acknowledged.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::journal::Checkout;
use crate::load::{Habit, Load};
use crate::repetition::Keys;
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "database",
    about: "the database server is restarted or killed under load",
    databases: Kind::SERVERS,
    rounds: Rounds {
        full: 0,
        full_on_servers: 20,
        short: 2,
    },
    control: "the database answers COMMIT before it has written",
    expected: Rule::Lost,
    run,
};

/// How soon an order is to be taken again.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a database of a control is started: it tells of commits that it keeps in memory.
fn forgetful(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Mariadb => &[
            "--innodb-flush-log-at-trx-commit=0",
            "--innodb-flush-log-at-timeout=600",
        ],
        // The rest is what else would have it write its log meanwhile.
        Kind::Sqlite | Kind::Postgres => &[
            "-c",
            "synchronous_commit=off",
            "-c",
            "wal_writer_delay=10s",
            "-c",
            "wal_writer_flush_after=1GB",
            "-c",
            "wal_buffers=64MB",
            "-c",
            "bgwriter_lru_maxpages=0",
        ],
    }
}

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let settings = if setting.negative_control {
        forgetful(setting.kind)
    } else {
        &[]
    };
    let mut database = DatabaseServer::install(setting.kind, settings)?;
    let shop = Arc::new(Shop::open(&setting.mercer, Some(&mut database), PLENTY)?);
    let mut server = Server::start(&shop)?;
    let mut checkouts: Vec<Checkout> = Vec::new();
    for round in 0..setting.rounds {
        let habit = Habit::Careful;
        let load = Load::start(
            &shop,
            &[server.address()],
            setting.clients,
            habit,
            random.random(),
        );
        std::thread::sleep(Duration::from_millis(random.random_range(300..1200)));
        if setting.negative_control || round % 2 == 0 {
            database.kill()?;
            report.count("kills", 1);
        } else {
            database.stop()?;
            report.count("restarts", 1);
        }
        std::thread::sleep(Duration::from_millis(random.random_range(0..300)));
        database.start()?;
        if server.has_ended() {
            let what = "the server ended with its database";
            report
                .findings
                .push(Finding::new(Rule::DidNotRecover, what));
            server = Server::start(&shop)?;
        }
        round::recovers(
            &shop,
            &server,
            PATIENCE,
            &mut random,
            &mut checkouts,
            &mut report,
        );
        round::gather(load, &mut checkouts, &mut report);
        if !round::holds(&shop, &server, &mut checkouts, Keys::Kept, &mut report)? {
            break;
        }
    }
    report.needs("orders acknowledged", setting.rounds);
    Ok(report)
}
