//! Clients that place orders and pay them, one after another, until they are told to stop.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::http::Client;
use crate::journal::{Acknowledged, Checkout, Outcome};
use crate::report::Report;
use crate::shop::Shop;

/// How the provider takes payments: mostly well, and sometimes as providers do.
const TOKENS: &[&str] = &[
    "sim_approve",
    "sim_approve",
    "sim_approve",
    "sim_approve",
    "sim_decline",
    "sim_timeout_before",
    "sim_timeout_after",
    "sim_capture_timeout_after",
];

/// How long a client waits when nobody listens.
const PAUSE: Duration = Duration::from_millis(5);

/// How clients behave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Habit {
    /// They believe what the server says, and keep the key of every request.
    Careful,
    /// They take an order for placed as soon as it is sent: what a server would make its clients
    /// believe that answers before it has committed. For negative controls.
    BelievesSending,
    /// They take an order for placed that the server says it did not place, or does not know of.
    /// For negative controls.
    BelievesRefusals,
    /// They send orders without a key. For negative controls.
    KeepsNoKeys,
}

/// Clients at work.
pub(crate) struct Load {
    stopping: Arc<AtomicBool>,
    clients: Vec<JoinHandle<Vec<Checkout>>>,
}

impl Load {
    /// Starts so many clients, spread over the servers' addresses.
    pub(crate) fn start(
        shop: &Arc<Shop>,
        addresses: &[&str],
        count: usize,
        habit: Habit,
        seed: u64,
    ) -> Self {
        let stopping = Arc::new(AtomicBool::new(false));
        let clients = (0..count)
            .map(|number| {
                let (shop, stopping) = (Arc::clone(shop), Arc::clone(&stopping));
                let client = Client::new(addresses[number % addresses.len()], &shop.key);
                let random = StdRng::seed_from_u64(seed.wrapping_add(number as u64));
                std::thread::spawn(move || work(&shop, client, random, habit, &stopping))
            })
            .collect();
        Load { stopping, clients }
    }

    /// Tells the clients to stop after the request that each is at.
    pub(crate) fn stop(self) -> Vec<Checkout> {
        self.stopping.store(true, Ordering::Relaxed);
        let of_each = self.clients.into_iter().map(JoinHandle::join);
        // A client that panicked would have kept its checkouts to itself.
        of_each
            .flat_map(|checkouts| checkouts.expect("clients do not panic"))
            .collect()
    }
}

fn work(
    shop: &Shop,
    mut client: Client,
    mut random: StdRng,
    habit: Habit,
    stopping: &AtomicBool,
) -> Vec<Checkout> {
    let mut checkouts = Vec::new();
    while !stopping.load(Ordering::Relaxed) {
        let mut checkout = draw(shop, &mut random);
        go_through(&mut client, &mut checkout, habit);
        if checkout.order == Outcome::NotSent {
            std::thread::sleep(PAUSE);
        } else {
            checkouts.push(checkout);
        }
    }
    checkouts
}

/// A checkout that nobody has begun.
pub(crate) fn draw(shop: &Shop, random: &mut StdRng) -> Checkout {
    let serial = shop.next_serial();
    let first = random.random_range(0..shop.products.len());
    let count = random.random_range(1..=3);
    // Different products, in whatever order: reservations have to lock them in one.
    let products = (0..count).map(|step| shop.products[(first + step * 3) % shop.products.len()]);
    let bought: Vec<_> = products
        .map(|product| (product, random.random_range(1..=3)))
        .collect();
    let goods: i64 = bought
        .iter()
        .map(|(product, pieces)| product.price * pieces)
        .sum();
    Checkout {
        serial,
        lines: bought
            .iter()
            .map(|(product, pieces)| (product.id, *pieces))
            .collect(),
        total: goods + serial,
        order: Outcome::NotSent,
        token: TOKENS[random.random_range(0..TOKENS.len())],
        payment: Outcome::NotSent,
    }
}

/// Places the order and pays it.
pub(crate) fn go_through(client: &mut Client, checkout: &mut Checkout, habit: Habit) {
    let mut request = checkout.order_request();
    if habit == Habit::KeepsNoKeys {
        request.idempotency_key = None;
    }
    checkout.order = Outcome::of_order(client.send(&request));
    let is_believed = match &checkout.order {
        Outcome::Unknown => {
            matches!(habit, Habit::BelievesSending | Habit::BelievesRefusals)
        }
        Outcome::Refused(_) => habit == Habit::BelievesRefusals,
        Outcome::Acknowledged(_) | Outcome::NotSent => false,
    };
    if is_believed {
        checkout.order = Outcome::Acknowledged(Acknowledged {
            id: 0,
            number: String::new(),
            amount: checkout.total,
        });
    } else if let Some(order) = checkout.order_id() {
        checkout.payment = Outcome::of_payment(client.send(&checkout.payment_request(order)));
    }
}

/// Counts what became of checkouts.
pub(crate) fn tally(report: &mut Report, checkouts: &[Checkout]) {
    for checkout in checkouts {
        let name = match &checkout.order {
            Outcome::Acknowledged(_) => "orders acknowledged",
            Outcome::Refused(_) => "orders refused",
            Outcome::Unknown => "orders unanswered",
            Outcome::NotSent => continue,
        };
        report.count(name, 1);
        let name = match &checkout.payment {
            Outcome::Acknowledged(_) => "payments acknowledged",
            Outcome::Refused(_) => "payments refused",
            Outcome::Unknown => "payments unanswered",
            Outcome::NotSent => continue,
        };
        report.count(name, 1);
    }
}
