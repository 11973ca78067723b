//! Clients that change something by way of one server, and look at once by way of another whether
//! they see it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use serde_json::{Value, json};

use crate::http::{Answer, Client, NoAnswer, Request};
use crate::report::{Finding, Report, Rule};
use crate::shop::Shop;

/// What a client does with the position that the answer to a change told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Positions {
    /// It sends it along when it looks.
    SentAlong,
    /// It sends none.
    NotSent,
    /// It sends that of an empty log, which every replica has. For negative controls.
    Forged,
}

/// Clients at work, each with a product of its own, of which nobody else receives any.
pub(super) struct Watch {
    stopping: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Report>>,
}

impl Watch {
    /// Starts a client for each product. The next address after that of the change is where it
    /// looks.
    pub(super) fn start(shop: &Arc<Shop>, addresses: &[&str], positions: Positions) -> Self {
        let stopping = Arc::new(AtomicBool::new(false));
        let clients = (0..shop.products.len())
            .map(|place| {
                let (shop, stopping) = (Arc::clone(shop), Arc::clone(&stopping));
                let by = |place: usize| Client::new(addresses[place % addresses.len()], &shop.key);
                let (changing, looking) = (by(place), by(place + 1));
                let product = shop.products[place].id;
                let client = OwnChanges {
                    changing,
                    looking,
                    product,
                    positions,
                    changes: 0,
                    report: Report::default(),
                };
                std::thread::spawn(move || client.work(&stopping))
            })
            .collect();
        Watch { stopping, clients }
    }

    /// Stops them and tells what they saw.
    pub(super) fn stop(self, report: &mut Report) {
        self.stopping.store(true, Ordering::Relaxed);
        for client in self.clients {
            let seen = client.join().expect("clients do not panic");
            for (name, count) in seen.counts {
                *report.counts.entry(name).or_default() += count;
            }
            report.findings.extend(seen.findings);
        }
    }
}

struct OwnChanges {
    changing: Client,
    looking: Client,
    product: i64,
    positions: Positions,
    changes: u64,
    report: Report,
}

/// After so many changes a client looks later: when a replica has it, it answers.
const LATER: u64 = 5;

const MUCH_LATER: Duration = Duration::from_secs(1);

/// Between changes: the point is to look soon after one, not to make as many as can be.
const PAUSE: Duration = Duration::from_millis(10);

impl OwnChanges {
    fn work(mut self, stopping: &AtomicBool) -> Report {
        while !stopping.load(Ordering::Relaxed) {
            self.once();
            std::thread::sleep(PAUSE);
        }
        self.report
    }

    fn once(&mut self) {
        let body = json!({"product_id": self.product, "quantity": 1});
        let Some(changed) = done(
            self.changing
                .send(&Request::post("/v1/stock/receipts", body)),
        ) else {
            self.report.count("changes not made", 1);
            return;
        };
        let position = match self.positions {
            Positions::SentAlong => changed.position,
            Positions::NotSent => None,
            Positions::Forged => Some("0/0".to_owned()),
        };
        self.changes += 1;
        if self.changes.is_multiple_of(LATER) {
            std::thread::sleep(MUCH_LATER);
        }
        let path = format!("/v1/products/{}/stock", self.product);
        let Some(seen) = done(self.looking.send(&Request::get(path).after(position))) else {
            self.report.count("looks not answered", 1);
            return;
        };
        self.report.count("changes looked at", 1);
        let expected = number(&changed.body["on_hand"]);
        let found = number(&seen.body["levels"][0]["on_hand"]);
        if expected.is_none() || found < expected {
            let what = format!(
                "product {}: {expected:?} was told, {found:?} seen",
                self.product
            );
            let finding = Finding::new(Rule::Stale, what);
            self.report.findings.push(finding);
        }
    }
}

fn done(answer: Result<Answer, NoAnswer>) -> Option<Answer> {
    answer.ok().filter(Answer::is_success)
}

fn number(value: &Value) -> Option<f64> {
    let text = value.as_str().and_then(|text| text.parse().ok());
    value.as_f64().or(text)
}
