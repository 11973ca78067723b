//! Two servers on one database: they sell the same last goods, and get the same request at once.
//!
//! The control sends the pair of equal requests without their key.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::SeedableRng;
use rand::rngs::StdRng;

use super::{Fault, Rounds};
use crate::checker::{self, Stage};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::http::{Answer, Client, NoAnswer, Request};
use crate::journal::{Checkout, Outcome};
use crate::load::{self, Habit, Load};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::Shop;

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "two-servers",
    about: "two servers on one database sell the same last goods and get equal requests at once",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 20,
        full_on_servers: 20,
        short: 1,
    },
    control: "equal requests are sent without their key",
    expected: Rule::Twice,
    run,
};

/// So many of each product, which are sold out within a round.
const ON_SHELF: i64 = 60;

/// How many equal requests are sent to both in each round.
const TWINS: usize = 20;

/// How long a round may take until nothing is left.
const PATIENCE: Duration = Duration::from_mins(1);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    for _ in 0..setting.rounds {
        let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), ON_SHELF)?);
        let servers = [Server::start(&shop)?, Server::start(&shop)?];
        let mut checkouts = twins(setting, &shop, &servers, &mut random, &mut report);
        checkouts.extend(sell_out(setting, &shop, &servers));
        load::tally(&mut report, &checkouts);
        checker::check(&shop, &checkouts, Stage::Unsettled, &mut report)?;
        checker::ask_the_doctor(&shop, &mut report)?;
        if !report.findings.is_empty() {
            break;
        }
    }
    if !setting.negative_control {
        // They were sold out: the last ones were fought for.
        report.needs("orders refused", setting.rounds);
    }
    report.needs("equal requests", setting.rounds * TWINS as u64);
    Ok(report)
}

/// Sends equal requests to both servers at the same moment.
fn twins(
    setting: &Setting,
    shop: &Shop,
    servers: &[Server; 2],
    random: &mut StdRng,
    report: &mut Report,
) -> Vec<Checkout> {
    let mut checkouts = Vec::new();
    for _ in 0..TWINS {
        let mut checkout = load::draw(shop, random);
        let mut request = checkout.order_request();
        if setting.negative_control {
            request.idempotency_key = None;
        }
        let [first, second] = std::thread::scope(|scope| {
            let both = servers.each_ref().map(|server| {
                let request = &request;
                scope.spawn(move || insist(server.address(), shop, request))
            });
            both.map(|one| one.join().expect("clients do not panic"))
        });
        report.count("equal requests", 1);
        let (first, second) = (Outcome::of_order(first), Outcome::of_order(second));
        if first != second {
            let what = format!("equal requests are answered {first:?} and {second:?}");
            report.findings.push(Finding::new(Rule::Unrepeatable, what));
        }
        checkout.order = first;
        checkouts.push(checkout);
    }
    checkouts
}

/// Sends until the request is not in the hands of the other server any more.
fn insist(address: &str, shop: &Shop, request: &Request) -> Result<Answer, NoAnswer> {
    let mut client = Client::new(address, &shop.key);
    let started = Instant::now();
    loop {
        let answer = client.send(request);
        let come_again = answer
            .as_ref()
            .is_ok_and(|answer| answer.code() == "in_flight" || answer.code() == "busy");
        if !come_again || started.elapsed() > PATIENCE {
            return answer;
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// Lets clients of both servers buy until somebody is told that nothing is left, and a little on.
fn sell_out(setting: &Setting, shop: &Arc<Shop>, servers: &[Server; 2]) -> Vec<Checkout> {
    let addresses = servers.each_ref().map(Server::address);
    let habit = Habit::Careful;
    let load = Load::start(shop, &addresses, setting.clients, habit, setting.seed);
    let started = Instant::now();
    let mut client = Client::new(addresses[0], &shop.key);
    let probe = Request::get("/v1/stock/levels?limit=200");
    while started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(200));
        let Ok(answer) = client.send(&probe) else {
            continue;
        };
        let levels = answer.body["items"].as_array().cloned().unwrap_or_default();
        // Whoever wants three and finds two is refused; a few stay on the shelf.
        let left = levels
            .iter()
            .filter_map(|level| level["available"].as_f64())
            .sum::<f64>();
        if left < 8.0 {
            break;
        }
    }
    std::thread::sleep(Duration::from_millis(300));
    load.stop()
}
