//! How a round of a fault ends, whatever the fault was: the clients stop, what they were told is
//! held against the database, they repeat what they have no answer to, and it is held again.

use std::time::{Duration, Instant};

use rand::rngs::StdRng;

use crate::checker::{self, Stage};
use crate::error::ProofError;
use crate::http::Client;
use crate::journal::Checkout;
use crate::load::{self, Habit, Load};
use crate::repetition::{self, Keys};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::shop::Shop;

/// Has the clients stop, and keeps what they were told.
pub(super) fn gather(load: Load, checkouts: &mut Vec<Checkout>, report: &mut Report) {
    let of_round = load.stop();
    load::tally(report, &of_round);
    checkouts.extend(of_round);
}

/// Whether every promise was kept, before and after the clients repeat what they do not know of.
pub(super) fn holds(
    shop: &Shop,
    server: &Server,
    checkouts: &mut [Checkout],
    keys: Keys,
    report: &mut Report,
) -> Result<bool, ProofError> {
    checker::check(shop, checkouts, Stage::Unsettled, report)?;
    repetition::repeat(shop, server.address(), checkouts, keys, report);
    checker::check(shop, checkouts, Stage::Settled, report)?;
    checker::ask_the_doctor(shop, report)?;
    Ok(report.findings.is_empty())
}

/// Orders until one is taken again; that none is within `patience` is a finding.
pub(super) fn recovers(
    shop: &Shop,
    server: &Server,
    patience: Duration,
    random: &mut StdRng,
    checkouts: &mut Vec<Checkout>,
    report: &mut Report,
) {
    let started = Instant::now();
    let mut client = Client::new(server.address(), &shop.key);
    while started.elapsed() < patience {
        let mut checkout = load::draw(shop, random);
        load::go_through(&mut client, &mut checkout, Habit::Careful);
        let is_placed = checkout.order_id().is_some();
        checkouts.push(checkout);
        if is_placed {
            let milliseconds = usize::try_from(started.elapsed().as_millis()).unwrap_or(0);
            report.count("ms until an order was taken again", milliseconds);
            return;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let what = format!("no order was taken for {} s", patience.as_secs());
    let finding = Finding::new(Rule::DidNotRecover, what);
    report.findings.push(finding);
}
