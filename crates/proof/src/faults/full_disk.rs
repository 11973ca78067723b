//! The disk that holds the database is full while clients order, and then there is room again.
//!
//! The control takes refused orders for placed ones.

use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use tempfile::TempDir;

use super::{Fault, Rounds};
use crate::checker::{self, Stage};
use crate::databases::Kind;
use crate::error::{Named, ProofError};
use crate::http::{Client, Request};
use crate::journal::Checkout;
use crate::load::{self, Habit, Load};
use crate::repetition::{self, Keys};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{self, PLENTY, Shop};
use crate::small_disk::SmallDisk;

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "full-disk",
    about: "the disk is full under load, orders are read all the same, and then there is room again",
    databases: &[Kind::Sqlite],
    rounds: Rounds {
        full: 20,
        full_on_servers: 0,
        short: 1,
    },
    control: "clients take refused orders for placed ones",
    expected: Rule::Lost,
    run,
};

/// Room for the shop, its log of writes, and what is ordered in all rounds.
const MEGABYTES: u32 = 64;

/// How soon an order is to be taken when there is room again.
const PATIENCE: Duration = Duration::from_secs(15);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let disk = SmallDisk::mount(MEGABYTES)?;
    // Only the database is on it: a server's log has a place elsewhere.
    let folder = TempDir::with_prefix("mercer-proof-").named("making a folder")?;
    let file = shop::file_in(&disk.folder().join("shop.db"));
    let shop = Arc::new(Shop::open_in(&setting.mercer, folder, file, PLENTY)?);
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
        reads(&shop, &server, &mut report);
        disk.make_room()?;
        recovers(&shop, &server, &mut random, &mut checkouts, &mut report);
        let of_round = load.stop();
        load::tally(&mut report, &of_round);
        checkouts.extend(of_round);
        checker::check(&shop, &checkouts, Stage::Unsettled, &mut report)?;
        repetition::repeat(
            &shop,
            server.address(),
            &mut checkouts,
            Keys::Kept,
            &mut report,
        );
        checker::check(&shop, &checkouts, Stage::Settled, &mut report)?;
        checker::ask_the_doctor(&shop, &mut report)?;
        if !report.findings.is_empty() {
            break;
        }
    }
    report.needs("orders acknowledged", setting.rounds);
    if !setting.negative_control {
        report.needs("orders refused", setting.rounds);
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

fn recovers(
    shop: &Shop,
    server: &Server,
    random: &mut StdRng,
    checkouts: &mut Vec<Checkout>,
    report: &mut Report,
) {
    let started = Instant::now();
    let mut client = Client::new(server.address(), &shop.key);
    while started.elapsed() < PATIENCE {
        let mut checkout = load::draw(shop, random);
        load::go_through(&mut client, &mut checkout, Habit::Careful);
        let is_placed = checkout.order_id().is_some();
        checkouts.push(checkout);
        if is_placed {
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let what = format!(
        "no order was taken for {} s after there was room",
        PATIENCE.as_secs()
    );
    report
        .findings
        .push(Finding::new(Rule::DidNotRecover, what));
}
