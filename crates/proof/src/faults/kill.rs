//! SIGKILL of the server while clients place orders and pay them.
//!
//! The control takes an order for placed as soon as it was sent, which is what clients of a server
//! believe that answers before it has committed.

use std::sync::Arc;
use std::time::Duration;

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

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "kill",
    about: "SIGKILL of the server under load",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 200,
        full_on_servers: 50,
        short: 4,
    },
    control: "clients take an order for placed as soon as it is sent",
    expected: Rule::Lost,
    run,
};

/// A shop is left when it has been through so many rounds, so that each check stays short.
const ROUNDS_PER_SHOP: u64 = 20;

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    let mut left = setting.rounds;
    while left > 0 && report.findings.is_empty() {
        let rounds = left.min(ROUNDS_PER_SHOP);
        let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), PLENTY)?);
        of_one_shop(setting, &shop, rounds, &mut random, &mut report)?;
        left -= rounds;
    }
    report.needs("orders acknowledged", setting.rounds);
    report.needs("orders unanswered", setting.rounds / 2);
    Ok(report)
}

fn of_one_shop(
    setting: &Setting,
    shop: &Arc<Shop>,
    rounds: u64,
    random: &mut StdRng,
    report: &mut Report,
) -> Result<(), ProofError> {
    let habit = if setting.negative_control {
        Habit::BelievesSending
    } else {
        Habit::Careful
    };
    let mut checkouts = Vec::new();
    let mut server = Server::start(shop)?;
    for _ in 0..rounds {
        let seed = random.random();
        let load = Load::start(shop, &[server.address()], setting.clients, habit, seed);
        std::thread::sleep(Duration::from_millis(random.random_range(50..600)));
        server.kill()?;
        round::gather(load, &mut checkouts, report);
        server = Server::start(shop)?;
        report.count("rounds", 1);
        if !round::holds(shop, &server, &mut checkouts, Keys::Kept, report)? {
            break;
        }
    }
    Ok(())
}
