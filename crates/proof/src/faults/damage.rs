//! No fault at all: damage done behind the server's back and in the clients' memory, one after
//! another, each of which the checker has to find for the right reason.
//!
//! This is the negative control of the checker that all faults share. Its own control does no
//! damage, and has to be told that nothing was found.

use std::sync::Arc;
use std::time::Duration;

use super::{Fault, Rounds};
use crate::checker::{self, Stage};
use crate::databases::{DatabaseServer, Kind, change};
use crate::error::ProofError;
use crate::journal::{Acknowledged, Checkout, Outcome};
use crate::load::{self, Habit, Load};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "damage",
    about: "damage done behind the server's back, which the checker has to find",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 1,
        full_on_servers: 1,
        short: 1,
    },
    control: "no damage is done",
    expected: Rule::ProvesNothing,
    run,
};

/// Something that a defect of a store could do to its rows. The tables' own rules refuse much of
/// what one thinks of first, such as a total that is not the sum of its parts.
struct Damage {
    what: &'static str,
    rule: Rule,
    make: &'static str,
    undo: &'static str,
}

/// `$order` and `$other` are orders, `$payment` is one that took money.
const DAMAGES: &[Damage] = &[
    Damage {
        what: "an order's number changes",
        rule: Rule::Changed,
        make: "UPDATE orders SET number = '777777' WHERE id = $order",
        undo: "UPDATE orders SET number = '$number' WHERE id = $order",
    },
    Damage {
        what: "a line says more than was ordered",
        rule: Rule::Partly,
        make: "UPDATE order_items SET quantity = quantity + 1000 WHERE order_id = $order AND line = 1",
        undo: "UPDATE order_items SET quantity = quantity - 1000 WHERE order_id = $order AND line = 1",
    },
    Damage {
        what: "goods appear without a movement",
        rule: Rule::Ledger,
        make: "UPDATE stock_levels SET on_hand = on_hand + 1000 WHERE product_id = 1",
        undo: "UPDATE stock_levels SET on_hand = on_hand - 1000 WHERE product_id = 1",
    },
    Damage {
        what: "an unguarded update reserves for nobody",
        rule: Rule::Reserved,
        make: "UPDATE stock_levels SET reserved = reserved + 1000 WHERE product_id = 1",
        undo: "UPDATE stock_levels SET reserved = reserved - 1000 WHERE product_id = 1",
    },
    Damage {
        what: "money is taken twice for one payment",
        rule: Rule::Charged,
        make: "INSERT INTO payment_events (payment_id, kind, amount, provider, actor, created_at) \
               SELECT payment_id, kind, amount, provider, 'damage', created_at \
               FROM payment_events WHERE payment_id = $payment AND kind = 'captured'",
        undo: "DELETE FROM payment_events WHERE actor = 'damage'",
    },
    Damage {
        what: "a sum does not add up",
        rule: Rule::Doctor,
        make: "UPDATE orders SET subtotal = subtotal + 1, total = total + 1 WHERE id = $order",
        undo: "UPDATE orders SET subtotal = subtotal - 1, total = total - 1 WHERE id = $order",
    },
    Damage {
        what: "one request is stored as two orders",
        rule: Rule::Twice,
        make: "UPDATE orders SET total = total - shipping + $serial, shipping = $serial \
               WHERE id = $other",
        undo: "UPDATE orders SET total = total - shipping + $other_serial, \
               shipping = $other_serial WHERE id = $other",
    },
];

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), PLENTY)?);
    let server = Server::start(&shop)?;
    let mut checkouts = Vec::new();
    while !has_both(&checkouts) {
        let load = Load::start(&shop, &[server.address()], 4, Habit::Careful, setting.seed);
        std::thread::sleep(Duration::from_millis(500));
        checkouts.extend(load.stop());
    }
    load::tally(&mut report, &checkouts);
    // The server seals and reconciles beside; here only damage is to change anything.
    drop(server);
    look(&shop, &checkouts, &mut report)?;
    for damage in DAMAGES {
        let (make, undo) = (
            fill_in(damage.make, &checkouts),
            fill_in(damage.undo, &checkouts),
        );
        if !setting.negative_control {
            change(&shop.database, &[make])?;
        }
        let mut found = Report::default();
        look(&shop, &checkouts, &mut found)?;
        judge(damage.what, damage.rule, &found, &mut report);
        if !setting.negative_control {
            change(&shop.database, &[undo])?;
        }
    }
    of_memory(&shop, &mut checkouts, setting, &mut report)?;
    Ok(report)
}

/// What clients remember: an acknowledgement that nobody gave, and an order that nobody sent.
fn of_memory(
    shop: &Shop,
    checkouts: &mut Vec<Checkout>,
    setting: &Setting,
    report: &mut Report,
) -> Result<(), ProofError> {
    let Some(forgotten) = checkouts.pop() else {
        return Ok(());
    };
    if setting.negative_control {
        checkouts.push(forgotten.clone());
    }
    let mut found = Report::default();
    checker::check(shop, checkouts, Stage::Settled, &mut found)?;
    judge(
        "an order is stored that nobody sent",
        Rule::Stranger,
        &found,
        report,
    );
    let mut forged = forgotten;
    forged.serial = shop.next_serial();
    forged.order = Outcome::Acknowledged(Acknowledged {
        id: i64::MAX,
        number: "888888".to_owned(),
        amount: forged.total,
    });
    if !setting.negative_control {
        checkouts.push(forged);
    }
    let mut found = Report::default();
    checker::check(shop, checkouts, Stage::Settled, &mut found)?;
    judge(
        "an acknowledged order is not stored",
        Rule::Lost,
        &found,
        report,
    );
    Ok(())
}

fn look(shop: &Shop, checkouts: &[Checkout], found: &mut Report) -> Result<(), ProofError> {
    checker::check(shop, checkouts, Stage::Settled, found)?;
    checker::ask_the_doctor(shop, found)
}

fn judge(what: &str, rule: Rule, found: &Report, report: &mut Report) {
    if found.breaks(rule) {
        report.count("damages found", 1);
        return;
    }
    let rules: Vec<&str> = found
        .findings
        .iter()
        .map(|finding| finding.rule.word())
        .collect();
    let what = format!("{what}: not found as {}, but as {rules:?}", rule.word());
    report
        .findings
        .push(Finding::new(Rule::ProvesNothing, what));
}

fn has_both(checkouts: &[Checkout]) -> bool {
    checkouts.len() > 2 && paid(checkouts).is_some()
}

fn paid(checkouts: &[Checkout]) -> Option<&Acknowledged> {
    checkouts
        .iter()
        .find_map(|checkout| match &checkout.payment {
            Outcome::Acknowledged(payment) if payment.amount > 0 => Some(payment),
            _ => None,
        })
}

fn fill_in(statement: &str, checkouts: &[Checkout]) -> String {
    let placed = || checkouts.iter().filter(|one| one.order_id().is_some());
    let mut filled = statement.to_owned();
    // The one becomes dearer by the other's serial, never cheaper than what it was paid.
    if let Some(other) = placed().min_by_key(|one| one.serial) {
        let id = other.order_id().unwrap_or_default();
        filled = filled.replace("$other_serial", &other.serial.to_string());
        filled = filled.replace("$other", &id.to_string());
    }
    if let Some(order) = placed().max_by_key(|one| one.serial)
        && let Outcome::Acknowledged(told) = &order.order
    {
        filled = filled.replace("$order", &told.id.to_string());
        filled = filled.replace("$number", &told.number);
        filled = filled.replace("$serial", &order.serial.to_string());
    }
    if let Some(payment) = paid(checkouts) {
        filled = filled.replace("$payment", &payment.id.to_string());
    }
    filled
}
