//! A second process on the same database: this test program once more.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use mercer_database::{Database, DatabaseUrl};

use super::effect::Effect;
use super::round::{self, Log};
use super::shop::Shop;

/// Tells a test program that it is the second process, and what to do.
const ORDER: &str = "MERCER_STATE_MACHINE_CHILD";
const EFFECT: &str = "EFFECT ";
const WRONG: &str = "WRONG ";
const BUSY: &str = "BUSY ";
const TRIED: &str = "TRIED ";

/// Starts the second process.
pub fn start(url: &str, seed: u64, rounds: u64) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "process::a_second_process", "--nocapture"])
        .env(ORDER, format!("{seed} {rounds} {url}"))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Reads what it did until it ends. Blocks: for a thread of its own.
pub fn read(mut child: Child) -> Log {
    let mut log = Log::default();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        let after = |word: &str| line.split_once(word).map(|(_, rest)| rest.to_owned());
        if let Some(json) = after(EFFECT) {
            log.effects.push(serde_json::from_str(&json).unwrap());
        } else if let Some(words) = after(WRONG) {
            log.wrong.push(words);
        } else if let Some(words) = after(BUSY) {
            log.busy.push(words);
        } else if let Some(number) = after(TRIED) {
            log.tried += number.parse::<u64>().unwrap();
        }
    }
    let status = child.wait().unwrap();
    assert!(status.success(), "the second process failed: {status}");
    log
}

/// Does nothing unless another test starts it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_second_process() {
    let Ok(order) = std::env::var(ORDER) else {
        return;
    };
    let mut words = order.splitn(3, ' ');
    let mut number = || words.next().unwrap().parse::<u64>().unwrap();
    let (seed, rounds) = (number(), number());
    let url = DatabaseUrl::parse(words.next().unwrap()).unwrap();
    let database = Database::connect_with(&url, mercer_testing::options()).await;
    let shop = Shop::on(database.unwrap());
    for round in 0..rounds {
        let log = round::run(&shop, seed.wrapping_add(round), &format!("b{round}")).await;
        print(&log);
    }
    for effect in shop.providers.effects() {
        print_effect(&effect);
    }
}

fn print(log: &Log) {
    for effect in &log.effects {
        print_effect(effect);
    }
    for (word, lines) in [(WRONG, &log.wrong), (BUSY, &log.busy)] {
        for line in lines {
            println!("{word}{}", line.replace('\n', " "));
        }
    }
    println!("{TRIED}{}", log.tried);
}

fn print_effect(effect: &Effect) {
    println!("{EFFECT}{}", serde_json::to_string(effect).unwrap());
}
