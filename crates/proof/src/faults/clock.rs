//! The clock is set back and forward by hours under load, by libfaketime. What is measured in
//! durations goes on by the clock that nobody sets.
//!
//! The control sets it forward by 25 hours before requests are repeated: keys are kept for a day.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::{Fault, Rounds, round};
use crate::databases::{DatabaseServer, Kind};
use crate::error::{Named, ProofError};
use crate::http::Client;
use crate::journal::{Checkout, Outcome};
use crate::load::{self, Habit, Load};
use crate::repetition::Keys;
use crate::report::{Report, Rule};
use crate::server::{Disguise, Server};
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "clock",
    about: "the clock is set back and forward by hours under load",
    databases: Kind::ALL,
    rounds: Rounds {
        full: 20,
        full_on_servers: 20,
        short: 1,
    },
    control: "the clock is set forward by more than the day for which keys are kept",
    expected: Rule::Twice,
    run,
};

/// Hours by which the clock is wrong, one after another. Keys outlive each of these leaps.
const LEAPS: &[i64] = &[1, -1, 6, -6, 11, -11, 0];

/// How long it stays so.
const STAY: Duration = Duration::from_millis(300);

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let mut random = StdRng::seed_from_u64(setting.seed);
    let library = library()?;
    let mut database = DatabaseServer::where_needed(setting.kind)?;
    let shop = Arc::new(Shop::open(&setting.mercer, database.as_mut(), PLENTY)?);
    let clock = shop.folder().join("clock");
    set(&clock, 0)?;
    let disguise = Disguise {
        environment: [
            ("LD_PRELOAD", library.display().to_string()),
            ("FAKETIME_TIMESTAMP_FILE", clock.display().to_string()),
            ("FAKETIME_NO_CACHE", "1".to_owned()),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1".to_owned()),
            ("DONT_FAKE_MONOTONIC", "1".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec(),
        ..Disguise::default()
    };
    let mut server = Server::disguised(&shop, &disguise)?;
    let mut checkouts: Vec<Checkout> = Vec::new();
    for _ in 0..setting.rounds {
        let seed = random.random();
        let habit = Habit::Careful;
        let load = Load::start(&shop, &[server.address()], setting.clients, habit, seed);
        for hours in LEAPS {
            set(&clock, *hours)?;
            std::thread::sleep(STAY);
            report.count("times the clock was set", 1);
            if told_hour(&shop, &server, &mut random, &mut checkouts) != hour_now()? {
                report.count("orders placed at a wrong time", 1);
            }
        }
        server.kill()?;
        round::gather(load, &mut checkouts, &mut report);
        server = Server::disguised(&shop, &disguise)?;
        if setting.negative_control {
            set(&clock, 25)?;
            take_answers_for_lost(&mut checkouts);
        }
        if !round::holds(&shop, &server, &mut checkouts, Keys::Kept, &mut report)? {
            break;
        }
    }
    report.needs("orders acknowledged", setting.rounds);
    report.needs("orders placed at a wrong time", setting.rounds * 3);
    Ok(report)
}

/// A few clients repeat what they were told, as if the answer had not arrived.
fn take_answers_for_lost(checkouts: &mut [Checkout]) {
    for checkout in checkouts.iter_mut().take(5) {
        if checkout.order_id().is_some() {
            checkout.order = Outcome::Unknown;
            checkout.payment = Outcome::NotSent;
        }
    }
}

fn set(clock: &std::path::Path, hours: i64) -> Result<(), ProofError> {
    // Written beside and moved, so that nobody reads half of it.
    let beside = clock.with_extension("new");
    std::fs::write(&beside, format!("{hours:+}h\n")).named("setting the clock")?;
    std::fs::rename(&beside, clock).named("setting the clock")
}

/// The hour that the server writes on an order, as in `2026-11-21T22`.
fn told_hour(
    shop: &Shop,
    server: &Server,
    random: &mut StdRng,
    checkouts: &mut Vec<Checkout>,
) -> String {
    let mut checkout = load::draw(shop, random);
    let mut client = Client::new(server.address(), &shop.key);
    let answer = client.send(&checkout.order_request());
    let told = answer
        .as_ref()
        .ok()
        .and_then(|answer| answer.body["created_at"].as_str());
    let hour = told.unwrap_or_default().chars().take(13).collect();
    checkout.order = Outcome::of_order(answer);
    checkouts.push(checkout);
    hour
}

fn hour_now() -> Result<String, ProofError> {
    let mut date = std::process::Command::new("date");
    let told = crate::processes::run(date.args(["-u", "+%Y-%m-%dT%H"]))?;
    Ok(told.trim().to_owned())
}

/// libfaketime for programs of several threads.
fn library() -> Result<PathBuf, ProofError> {
    let folders = [
        "/usr/lib/x86_64-linux-gnu",
        "/usr/lib/aarch64-linux-gnu",
        "/usr/lib",
    ];
    folders
        .iter()
        .map(|folder| PathBuf::from(folder).join("faketime/libfaketimeMT.so.1"))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            let advice = "libfaketimeMT.so.1 is missing; the package faketime has it";
            ProofError::Impossible(advice.to_owned())
        })
}
