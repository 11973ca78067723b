//! Random verbs with random input on whatever is there.

mod goods;
mod orders;
mod payments;
mod people;
mod stock;

use mercer_store::{Quantity, Store};
use rand::Rng;
use rand::rngs::StdRng;

use super::effect::{Outcome, Refusal};
use super::shop::{FIRST_BY_WEIGHT, SERVICE, rows};

/// One of the tasks.
pub struct Task {
    pub store: Store,
    pub random: StdRng,
    /// Part of the names of what it creates.
    pub name: String,
    pub created: u32,
}

/// Verbs by how often they are tried.
const WEIGHTS: &[(u32, &str)] = &[
    (14, "place"),
    (3, "draft"),
    (3, "place_draft"),
    (8, "modify"),
    (3, "cancel"),
    (2, "credit"),
    (1, "delete_order"),
    (9, "pay"),
    (4, "capture"),
    (2, "void"),
    (4, "confirm"),
    (5, "refund"),
    (3, "record"),
    (2, "reconcile"),
    (8, "pack"),
    (8, "ship"),
    (2, "in_transit"),
    (4, "deliver"),
    (1, "return_to_sender"),
    (2, "unpack"),
    (4, "take_back"),
    (8, "receive"),
    (4, "adjust"),
    (3, "transfer"),
    (2, "send"),
    (2, "arrive"),
    (1, "call_back"),
    (1, "open_count"),
    (3, "record_count"),
    (1, "close_count"),
    (1, "cancel_count"),
    (1, "count"),
    (3, "issue"),
    (2, "credit_note"),
    (1, "add_customer"),
    (1, "erase_customer"),
    (1, "delete_customer"),
    (1, "seal"),
];

impl Task {
    /// Tries one verb; returns its name and what it came to.
    pub async fn step(&mut self) -> (&'static str, Outcome) {
        let all: u32 = WEIGHTS.iter().map(|(weight, _)| weight).sum();
        let mut drawn = self.random.random_range(0..all);
        let mut verb = "";
        for &(weight, name) in WEIGHTS {
            verb = name;
            if drawn < weight {
                break;
            }
            drawn -= weight;
        }
        (verb, self.attempt(verb).await)
    }

    async fn attempt(&mut self, verb: &str) -> Outcome {
        match verb {
            "place" => self.place().await,
            "draft" => self.draft().await,
            "place_draft" => self.place_draft().await,
            "modify" => self.modify().await,
            "cancel" => self.cancel().await,
            "credit" => self.credit().await,
            "delete_order" => self.delete_order().await,
            "pay" => self.pay().await,
            "capture" => self.capture().await,
            "void" => self.void().await,
            "confirm" => self.confirm().await,
            "refund" => self.refund().await,
            "record" => self.record().await,
            "reconcile" => self.reconcile().await,
            "pack" => self.pack().await,
            "ship" => self.ship().await,
            "in_transit" => self.in_transit().await,
            "deliver" => self.deliver().await,
            "return_to_sender" => self.return_to_sender().await,
            "unpack" => self.unpack().await,
            "take_back" => self.take_back().await,
            "receive" => self.receive().await,
            "adjust" => self.adjust().await,
            "transfer" => self.transfer().await,
            "send" => self.send().await,
            "arrive" => self.arrive().await,
            "call_back" => self.call_back().await,
            "open_count" => self.open_count().await,
            "record_count" => self.record_count().await,
            "close_count" => self.close_count().await,
            "cancel_count" => self.cancel_count().await,
            "count" => self.count().await,
            "issue" => self.issue().await,
            "credit_note" => self.credit_note().await,
            "add_customer" => self.add_customer().await,
            "erase_customer" => self.erase_customer().await,
            "delete_customer" => self.delete_customer().await,
            "seal" => self.seal().await,
            other => panic!("no verb is called {other}"),
        }
    }

    /// One of the latest rows of a table that meet a condition.
    async fn pick(&mut self, table: &str, condition: &str) -> Result<i64, Refusal> {
        let sql =
            format!("SELECT id AS n FROM {table} WHERE {condition} ORDER BY id DESC LIMIT 12");
        let found = rows(&self.store, &sql, &["n"], &[]).await?;
        if found.is_empty() {
            return Err(Refusal::NothingToTry);
        }
        let index = self.random.random_range(0..found.len());
        Ok(found[index].0[0])
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.random.random_range(0..100) < percent
    }

    fn product(&mut self) -> i64 {
        self.random.random_range(1..=SERVICE)
    }

    fn goods(&mut self) -> i64 {
        self.random.random_range(1..SERVICE)
    }

    fn location(&mut self) -> i64 {
        if self.chance(75) { 1 } else { 2 }
    }

    /// A small quantity that the product is sold in.
    fn quantity(&mut self, product: i64) -> Quantity {
        let thousandths = if (FIRST_BY_WEIGHT..SERVICE).contains(&product) {
            self.random.random_range(1..4_000)
        } else {
            1_000 * self.random.random_range(1..5)
        };
        Quantity::from_thousandths(thousandths)
    }
}
