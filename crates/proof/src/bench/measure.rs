//! Sends requests over connections of their own, and takes the time of each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::mix::Mix;
use crate::http::Client;
use crate::shop::Shop;

/// When the next request is due.
#[derive(Clone, Copy, Debug)]
pub(super) enum Loop {
    /// When the answer to the last one is there.
    Closed,
    /// By the clock. With all connections waiting for answers a request is sent late, and its time
    /// counts from when it was due.
    Open {
        /// Requests of all connections together.
        per_second: f64,
    },
}

/// What was measured.
#[derive(Debug, Default)]
pub(super) struct Samples {
    /// One of each request.
    pub(super) times: Vec<Duration>,
    /// Requests that were not done.
    pub(super) failures: usize,
    /// From the first request to the last answer.
    pub(super) elapsed: Duration,
}

/// Measures one mix for so long, with the connections spread over the servers.
pub(super) fn measure(
    shop: &Arc<Shop>,
    addresses: &[&str],
    mix: Mix,
    kind: Loop,
    connections: usize,
    duration: Duration,
) -> Samples {
    let started = Instant::now();
    let tickets = AtomicU64::new(0);
    let of_each: Vec<Samples> = std::thread::scope(|scope| {
        let tickets = &tickets;
        let clients: Vec<_> = (0..connections)
            .map(|number| {
                let key = if mix.is_of_visitors() { "" } else { &shop.key };
                let client = Client::new(addresses[number % addresses.len()], key);
                scope.spawn(move || work(shop, client, mix, kind, tickets, started, duration))
            })
            .collect();
        clients
            .into_iter()
            .map(|client| client.join().expect("clients do not panic"))
            .collect()
    });
    let mut all = Samples {
        elapsed: started.elapsed(),
        ..Samples::default()
    };
    for samples in of_each {
        all.times.extend(samples.times);
        all.failures += samples.failures;
    }
    all
}

fn work(
    shop: &Shop,
    mut client: Client,
    mix: Mix,
    kind: Loop,
    tickets: &AtomicU64,
    started: Instant,
    duration: Duration,
) -> Samples {
    let mut samples = Samples::default();
    let mut random = StdRng::seed_from_u64(rand::rng().random());
    loop {
        let due = match kind {
            Loop::Closed => started.elapsed(),
            Loop::Open { per_second } => {
                let ticket = u32::try_from(tickets.fetch_add(1, Ordering::Relaxed));
                Duration::from_secs_f64(f64::from(ticket.unwrap_or(u32::MAX)) / per_second)
            }
        };
        if due >= duration {
            return samples;
        }
        std::thread::sleep(due.saturating_sub(started.elapsed()));
        if mix.once(shop, &mut client, &mut random) {
            samples.times.push(started.elapsed().saturating_sub(due));
        } else {
            samples.failures += 1;
        }
    }
}
