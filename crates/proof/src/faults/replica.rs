//! Two servers read from a PostgreSQL replica that is always late, and that is killed meanwhile.
//!
//! The control's clients say that they need not see anything new.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::own_changes::{Positions, Watch};
use super::{Fault, Rounds, round};
use crate::databases::{Kind, Replicated};
use crate::error::ProofError;
use crate::http::{Client, Request};
use crate::load::{Habit, Load};
use crate::repetition::Keys;
use crate::report::{Finding, Report, Rule};
use crate::server::{Disguise, Server};
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "replica",
    about: "a replica that is read from is late, and is killed under load",
    databases: &[Kind::Postgres],
    rounds: Rounds {
        full: 0,
        full_on_servers: 20,
        short: 1,
    },
    control: "clients say that they need not see anything new",
    expected: Rule::Stale,
    run,
};

/// How late the replica is.
const LAG: Duration = Duration::from_millis(300);

/// How soon it is to be read from again.
const PATIENCE: Duration = Duration::from_secs(20);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut databases = Replicated::install(LAG)?;
    let shop = Arc::new(Shop::open(
        &setting.mercer,
        Some(&mut databases.primary),
        PLENTY,
    )?);
    let disguise = Disguise {
        environment: vec![
            (
                "DATABASE_REPLICA_URL".to_owned(),
                databases.replica_url(&shop.database),
            ),
            ("MERCER_METRICS".to_owned(), "open".to_owned()),
        ],
        ..Disguise::default()
    };
    let servers = [
        Server::disguised(&shop, &disguise)?,
        Server::disguised(&shop, &disguise)?,
    ];
    let mut checkouts = Vec::new();
    for _ in 0..setting.rounds {
        is_read_from(&servers, &mut report);
        let addresses = servers.each_ref().map(Server::address);
        let clients = setting.clients.div_ceil(2);
        let load = Load::start(&shop, &addresses, clients, Habit::Careful, random.random());
        let positions = if setting.negative_control {
            Positions::Forged
        } else {
            Positions::SentAlong
        };
        let before = answered(&servers);
        let watch = Watch::start(&shop, &addresses, positions);
        let pause = Duration::from_millis(random.random_range(2000..3000));
        std::thread::sleep(pause);
        databases.replica.kill()?;
        report.count("kills", 1);
        std::thread::sleep(pause);
        databases.replica.start()?;
        std::thread::sleep(pause);
        watch.stop(&mut report);
        let looks = answered(&servers) - before;
        report.count("looks answered by the replica", looks);
        is_read_from(&servers, &mut report);
        round::gather(load, &mut checkouts, &mut report);
        if !round::holds(&shop, &servers[0], &mut checkouts, Keys::Kept, &mut report)? {
            break;
        }
    }
    tell_counts(&servers, &mut report);
    report.needs("changes looked at", setting.rounds * 20);
    if !setting.negative_control {
        report.needs("reads passed on to the primary", setting.rounds * 20);
        report.needs("looks answered by the replica", setting.rounds * 5);
        // The replica's death is no reason not to be answered.
        let unanswered = report.counted("looks not answered") + report.counted("changes not made");
        if unanswered > 0 {
            let what = format!("{unanswered} requests were not answered well");
            report
                .findings
                .push(Finding::new(Rule::DidNotRecover, what));
        }
    }
    Ok(report)
}

/// Visits each server until the replica has answered; that it never does is a finding.
fn is_read_from(servers: &[Server], report: &mut Report) {
    for server in servers {
        let mut visitor = Client::new(server.address(), "");
        let (before, _) = counts(server);
        let started = Instant::now();
        loop {
            let answer = visitor.send(&Request::get("/v1/products?limit=5"));
            if !answer.is_ok_and(|answer| answer.is_success()) {
                let what = "a visitor was not answered";
                report
                    .findings
                    .push(Finding::new(Rule::DidNotRecover, what));
            }
            if counts(server).0 > before {
                break;
            }
            if started.elapsed() > PATIENCE {
                let what = format!("the replica was not read from for {} s", PATIENCE.as_secs());
                report
                    .findings
                    .push(Finding::new(Rule::DidNotRecover, what));
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn tell_counts(servers: &[Server], report: &mut Report) {
    for server in servers {
        let (answered, passed_on) = counts(server);
        report.count("reads answered by the replica", answered);
        report.count("reads passed on to the primary", passed_on);
    }
}

/// How many reads of all servers the replica answered.
fn answered(servers: &[Server]) -> usize {
    servers.iter().map(|server| counts(server).0).sum()
}

/// How many reads the replica answered, and how many the primary had to.
fn counts(server: &Server) -> (usize, usize) {
    let answer = Client::new(server.address(), "").send(&Request::get("/metrics"));
    let text = answer.map(|answer| answer.body.as_str().unwrap_or_default().to_owned());
    let text = text.unwrap_or_default();
    let count = |name: &str| {
        let mut lines = text.lines().filter_map(|line| line.split_once(' '));
        let found = lines.find(|(told, _)| *told == name);
        found.and_then(|(_, count)| count.parse().ok()).unwrap_or(0)
    };
    (
        count("mercer_replica_reads_total"),
        count("mercer_replica_reads_passed_on_total"),
    )
}
