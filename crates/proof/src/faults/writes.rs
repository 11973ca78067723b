//! SIGKILL at every write and every sync: of the server itself on SQLite, of the database server's
//! processes else. strace kills the process as it enters the call.
//!
//! The control takes an order for placed as soon as it was sent.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::http::Client;
use crate::journal::{Checkout, Outcome};
use crate::load::{self, Habit, Load};
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::{Disguise, Server};
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};
use crate::strace::{self, Tampering};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "writes",
    about: "SIGKILL at the first write, the second, and so on, and likewise at every sync",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 300,
        full_on_servers: 25,
        short: 4,
    },
    control: "clients take an order for placed as soon as it is sent",
    expected: Rule::Lost,
    run,
};

/// What a database does to a file. Each is a series of its own.
const CALLS: &[&str] = &["pwrite64", "fsync,fdatasync"];

/// How many checkouts are tried before a process counts as having survived its series.
const CHECKOUTS: usize = 4;

/// How long a database server is written to until it reaches the write at which it dies.
const PATIENCE: Duration = Duration::from_secs(4);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    if !strace::may_trace() {
        strace::words("fsync")?;
        return Err(ProofError::Impossible("strace may not trace".to_owned()));
    }
    match setting.kind {
        Kind::Sqlite => of_the_file(setting),
        Kind::Postgres | Kind::Mariadb => of_the_server(setting),
    }
}

fn habit(setting: &Setting) -> Habit {
    if setting.negative_control {
        Habit::BelievesSending
    } else {
        Habit::Careful
    }
}

/// Short runs leave writes out; a full one makes every one, from the first.
fn step(setting: &Setting) -> u64 {
    if setting.rounds < 20 { 7 } else { 1 }
}

fn of_the_file(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let shop = Arc::new(Shop::open(&setting.mercer, None, PLENTY)?);
    let mut checkouts = Vec::new();
    for calls in CALLS {
        for round in 0..setting.rounds {
            let which = 1 + round * step(setting);
            let disguise = Disguise {
                under: strace::words(&format!("{calls}:signal=KILL:when={which}"))?,
                ..Disguise::default()
            };
            let was_killed = match Server::disguised(&shop, &disguise) {
                Ok(mut server) => {
                    let address = server.address().to_owned();
                    let client = Client::new(&address, &shop.key);
                    let of_round = check_out(&shop, client, habit(setting), &mut random);
                    load::tally(&mut report, &of_round);
                    checkouts.extend(of_round);
                    server.has_ended_within(Duration::from_millis(100))
                }
                // It died while it started, which counts.
                Err(ProofError::Program { .. }) => {
                    report.count("killed while starting", 1);
                    true
                }
                Err(error) => return Err(error),
            };
            report.count("killed at a write or sync", usize::from(was_killed));
            if !settle(&shop, &mut checkouts, &mut report)? || !was_killed {
                break;
            }
        }
    }
    report.needs("killed at a write or sync", setting.rounds);
    Ok(report)
}

/// One client's checkouts, until the server is gone.
fn check_out(shop: &Shop, mut client: Client, habit: Habit, random: &mut StdRng) -> Vec<Checkout> {
    let mut checkouts = Vec::new();
    for _ in 0..CHECKOUTS {
        let mut checkout = load::draw(shop, random);
        load::go_through(&mut client, &mut checkout, habit);
        if checkout.order == Outcome::NotSent {
            break;
        }
        checkouts.push(checkout);
    }
    checkouts
}

fn settle(
    shop: &Shop,
    checkouts: &mut [Checkout],
    report: &mut Report,
) -> Result<bool, ProofError> {
    let server = Server::start(shop)?;
    round::holds(shop, &server, checkouts, Keys::Kept, report)
}

fn of_the_server(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut database = DatabaseServer::install(setting.kind, &[])?;
    let shop = Arc::new(Shop::open(&setting.mercer, Some(&mut database), PLENTY)?);
    let mut checkouts = Vec::new();
    for calls in CALLS {
        for round in 0..setting.rounds {
            let which = 1 + round * step(setting);
            let server = Server::start(&shop)?;
            let address = server.address();
            let seed = setting.seed.wrapping_add(which);
            let injection = format!("{calls}:signal=KILL:when={which}");
            let before = database.generation();
            let tampering = Tampering::attach(database.process(), &injection)?;
            let load = Load::start(&shop, &[address], setting.clients, habit(setting), seed);
            let started = Instant::now();
            while database.generation() == before && started.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(10));
            }
            report.count(
                "killed at a write or sync",
                usize::from(database.generation() != before),
            );
            tampering.end()?;
            database.make_sure_it_runs()?;
            round::gather(load, &mut checkouts, &mut report);
            drop(server);
            if !settle(&shop, &mut checkouts, &mut report)? {
                return Ok(report);
            }
        }
    }
    report.needs("killed at a write or sync", setting.rounds);
    Ok(report)
}
