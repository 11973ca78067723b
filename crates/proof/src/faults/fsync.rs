//! The disk fails to sync (EIO), every second time, while clients order; then the process that met
//! it is killed, so that what it left in the file is all there is.
//!
//! The control takes orders for placed that were not: as if a failed sync were told as success.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::load::{Habit, Load};
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};
use crate::strace::{self, Tampering};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "fsync",
    about: "every second sync fails (EIO) under load, and then the process is killed",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 20,
        full_on_servers: 10,
        short: 2,
    },
    control: "clients take orders for placed that met a failed sync",
    expected: Rule::Lost,
    run,
};

/// How soon a database server has to have met a failing sync.
const PATIENCE: Duration = Duration::from_secs(8);

const INJECTION: &str = "fsync,fdatasync:error=EIO:when=2+2";

/// What becomes of requests that meet a failed sync.
const DOUBTED: &[&str] = &[
    "orders refused",
    "orders unanswered",
    "payments refused",
    "payments unanswered",
];

const FAILED: &str = "syncs that failed";

const MET: &str = "requests that met a failed sync";

fn run(setting: &Setting) -> Result<Report, ProofError> {
    if !strace::may_trace() {
        strace::words(INJECTION)?;
        return Err(ProofError::Impossible("strace may not trace".to_owned()));
    }
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), PLENTY)?);
    let habit = if setting.negative_control {
        Habit::BelievesRefusals
    } else {
        Habit::Careful
    };
    let mut checkouts = Vec::new();
    for _ in 0..setting.rounds {
        let mut server = Server::start(&shop)?;
        let seed = random.random();
        let load = Load::start(&shop, &[server.address()], setting.clients, habit, seed);
        std::thread::sleep(Duration::from_millis(200));
        let victim = database
            .as_ref()
            .map_or(server.process(), DatabaseServer::process);
        let tampering = Tampering::attach(victim, INJECTION)?;
        if let Some(database) = &mut database {
            // They stop by themselves at the first sync that fails.
            let before = database.generation();
            let started = Instant::now();
            while database.generation() == before && started.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(10));
            }
            report.count(
                "servers that stopped",
                usize::from(database.generation() != before),
            );
            database.kill()?;
            report.count(FAILED, tampering.end()?);
            database.start()?;
        } else {
            std::thread::sleep(Duration::from_millis(random.random_range(500..1500)));
            server.kill()?;
            report.count(FAILED, tampering.end()?);
            server = Server::start(&shop)?;
        }
        round::gather(load, &mut checkouts, &mut report);
        if !round::holds(&shop, &server, &mut checkouts, Keys::Kept, &mut report)? {
            break;
        }
    }
    report.needs("orders acknowledged", setting.rounds);
    report.needs(FAILED, setting.rounds);
    if !setting.negative_control {
        let met: u64 = DOUBTED.iter().map(|name| report.counted(name)).sum();
        report.count(MET, usize::try_from(met).unwrap_or(0));
        // PostgreSQL stops at the first one, MariaDB at one or tries again; either way the clients may
        // only have to wait.
        match setting.kind {
            Kind::Sqlite => report.needs(MET, setting.rounds),
            Kind::Postgres => report.needs("servers that stopped", 1),
            Kind::Mariadb => {}
        }
    }
    Ok(report)
}
