//! The connection to the database is cut exactly at COMMIT: before the database hears it, or after
//! it has committed and before its answer arrives.
//!
//! With a key, the server itself finds out by the key's record what became of most of them, and
//! answers as if nothing had happened. The control cuts after the commit and has clients that send
//! and repeat without keys.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::load::{Habit, Load};
use crate::proxy::{Cut, Proxy};
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::{Disguise, Server};
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "commit",
    about: "the connection to the database is cut exactly before or after a COMMIT",
    databases: Kind::SERVERS,
    rounds: Rounds {
        full: 0,
        full_on_servers: 20,
        short: 2,
    },
    control: "clients send and repeat without keys what is cut after its commit",
    expected: Rule::Twice,
    run,
};

/// How many commits are cut in a round.
const CUTS: usize = 10;

/// How long a cut may wait for its COMMIT.
const PATIENCE: Duration = Duration::from_secs(10);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut database = DatabaseServer::install(setting.kind, &[])?;
    let shop = Arc::new(Shop::open(&setting.mercer, Some(&mut database), PLENTY)?);
    let proxy = Proxy::start(database.port())?;
    let by_proxy = Disguise {
        url: Some(DatabaseServer::url_by_port(&shop.database, proxy.port())),
        ..Disguise::default()
    };
    let server = Server::disguised(&shop, &by_proxy)?;
    let mut checkouts = Vec::new();
    let keys = if setting.negative_control {
        Keys::Forgotten
    } else {
        Keys::Kept
    };
    for _ in 0..setting.rounds {
        let habit = if setting.negative_control {
            Habit::KeepsNoKeys
        } else {
            Habit::Careful
        };
        let load = Load::start(
            &shop,
            &[server.address()],
            setting.clients,
            habit,
            random.random(),
        );
        std::thread::sleep(Duration::from_millis(300));
        for number in 0..CUTS {
            let cut = if setting.negative_control || number % 2 == 0 {
                Cut::After
            } else {
                Cut::Before
            };
            let so_far = proxy.made();
            proxy.cut_next(cut);
            let started = Instant::now();
            while proxy.made() == so_far && started.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(1));
            }
            std::thread::sleep(Duration::from_millis(random.random_range(0..60)));
        }
        round::gather(load, &mut checkouts, &mut report);
        if !round::holds(&shop, &server, &mut checkouts, keys, &mut report)? {
            break;
        }
    }
    report.count("commits cut", proxy.made());
    report.needs("commits cut", setting.rounds * CUTS as u64 / 2);
    Ok(report)
}
