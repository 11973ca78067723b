//! Sixteen tasks that all try random verbs at the same time.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::effect::{Effect, Refusal};
use super::shop::Shop;
use super::verbs::Task;

const TASKS: u64 = 16;
const VERBS_PER_TASK: u32 = 12;

/// What a round came to.
#[derive(Default)]
pub struct Log {
    pub effects: Vec<Effect>,
    /// How often each verb came to what.
    pub counts: BTreeMap<(String, &'static str), u64>,
    /// What no verb may answer.
    pub wrong: Vec<String>,
    /// Who gave up waiting for others.
    pub busy: Vec<String>,
    pub tried: u64,
}

impl Log {
    pub fn add(&mut self, other: Log) {
        self.effects.extend(other.effects);
        self.wrong.extend(other.wrong);
        self.busy.extend(other.busy);
        self.tried += other.tried;
        for (what, count) in other.counts {
            *self.counts.entry(what).or_insert(0) += count;
        }
    }

    /// How often something came of a verb.
    pub fn accepted(&self) -> u64 {
        let accepted = self.counts.iter().filter(|(what, _)| what.1 == "accepted");
        accepted.map(|(_, count)| count).sum()
    }
}

/// The seed of a run: from `MERCER_TEST_SEED`, or a new one.
pub fn seed() -> u64 {
    match std::env::var("MERCER_TEST_SEED") {
        Ok(seed) => seed.parse().expect("MERCER_TEST_SEED is a number"),
        Err(_) => rand::rng().random(),
    }
}

/// How many rounds: from `MERCER_TEST_ROUNDS`, or few.
pub fn rounds() -> u64 {
    let rounds = std::env::var("MERCER_TEST_ROUNDS");
    rounds.map_or(2, |rounds| rounds.parse().expect("a number of rounds"))
}

/// Lets the tasks try their verbs, and waits for all of them. `name` is told apart by process and
/// round.
pub async fn run(shop: &Shop, seed: u64, name: &str) -> Log {
    let tasks = (0..TASKS).map(|number| {
        let task = Task {
            store: shop.store.acting_as(&format!("task {number}")),
            random: StdRng::seed_from_u64(seed.wrapping_mul(31).wrapping_add(number)),
            name: format!("{name}-{number}"),
            created: 0,
        };
        tokio::spawn(work(task))
    });
    let mut log = Log::default();
    for done in join_all(tasks).await {
        log.add(done.expect("a task does not panic"));
    }
    log
}

async fn work(mut task: Task) -> Log {
    let mut log = Log::default();
    for _ in 0..VERBS_PER_TASK {
        let (verb, outcome) = task.step().await;
        log.tried += 1;
        let word = match outcome {
            Ok(effects) => {
                log.effects.extend(effects);
                "accepted"
            }
            Err(Refusal::Rule) => "refused",
            Err(Refusal::NothingToTry) => "nothing",
            Err(Refusal::Busy(words)) => {
                log.busy.push(format!("{verb}: {words}"));
                "busy"
            }
            Err(Refusal::Internal(words)) => {
                log.wrong.push(format!("{verb}: {words}"));
                "wrong"
            }
        };
        *log.counts.entry((verb.to_owned(), word)).or_insert(0) += 1;
    }
    log
}
