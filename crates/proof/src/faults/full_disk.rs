//! The disk that holds the database is full while clients order, and then there is room again.
//! With SQLite orders are read all the same; PostgreSQL stops, and is started when there is room.
//!
//! The control takes orders for placed that met the full disk.

use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::{Named, ProofError};
use crate::http::{Client, Request};
use crate::load::{Habit, Load};
use crate::repetition::Keys;
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{self, PLENTY, Shop};
use crate::small_disk::SmallDisk;

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "full-disk",
    about: "the disk is full under load, and then there is room again",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 20,
        full_on_servers: 10,
        short: 1,
    },
    control: "clients take orders for placed that met the full disk",
    expected: Rule::Lost,
    run,
};

/// Room for the shop, its log of writes, and what is ordered in all rounds.
fn megabytes(kind: Kind) -> u32 {
    match kind {
        Kind::Sqlite => 64,
        Kind::Postgres => 256,
        Kind::Mariadb => 512,
    }
}

/// How soon an order is to be taken when there is room again.
const PATIENCE: Duration = Duration::from_secs(15);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let disk = SmallDisk::mount(megabytes(setting.kind))?;
    let mut database = match setting.kind {
        Kind::Sqlite => None,
        kind => Some(DatabaseServer::install_in(disk.folder(), kind, &[])?),
    };
    // Only the database is on it: what else the program writes has a place elsewhere.
    let folder = TempDir::with_prefix("mercer-proof-").named("making a folder")?;
    let place = match &mut database {
        None => shop::file_in(&disk.folder().join("shop.db")),
        Some(database) => database.create_database()?,
    };
    let shop = Arc::new(Shop::open_in(&setting.mercer, folder, place, PLENTY)?);
    let server = Server::start(&shop)?;
    let habit = if setting.negative_control {
        Habit::BelievesRefusals
    } else {
        Habit::Careful
    };
    let mut checkouts = Vec::new();
    for _ in 0..setting.rounds {
        let seed = random.random();
        let load = Load::start(&shop, &[server.address()], setting.clients, habit, seed);
        std::thread::sleep(Duration::from_millis(300));
        disk.fill(random.random_range(0..300))?;
        std::thread::sleep(Duration::from_millis(1500));
        if database.is_none() {
            reads(&shop, &server, &mut report);
        }
        disk.make_room()?;
        if let Some(database) = &mut database {
            database.make_sure_it_runs()?;
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
    if !setting.negative_control {
        let met = report.counted("orders refused") + report.counted("orders unanswered");
        report.count(
            "orders that met the full disk",
            usize::try_from(met).unwrap_or(0),
        );
        report.needs("orders that met the full disk", setting.rounds);
    }
    Ok(report)
}

/// What is stored can be read while nothing can be written.
fn reads(shop: &Shop, server: &Server, report: &mut Report) {
    let mut client = Client::new(server.address(), &shop.key);
    let is_read = client
        .send(&Request::get("/v1/orders?limit=5"))
        .is_ok_and(|answer| answer.is_success());
    report.count("lists read on the full disk", usize::from(is_read));
    if !is_read {
        let what = "orders could not be read while the disk was full";
        report
            .findings
            .push(Finding::new(Rule::DidNotRecover, what));
    }
}
