//! Clients that send a byte a second, while others place orders.
//!
//! The control has them talk to a listener that waits for them for ever, as a server without
//! limits would: it proves that such a server would be found out, and nothing about Mercer.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Fault, Rounds};
use crate::checker::{self, Stage};
use crate::databases::Kind;
use crate::error::{Named, ProofError};
use crate::http;
use crate::load::{self, Habit, Load};
use crate::report::{Finding, Report, Rule};
use crate::server::Server;
use crate::setting::Setting;
use crate::shop::{PLENTY, Shop};

/// The entry in the list of faults.
pub(super) const FAULT: Fault = Fault {
    name: "slow-client",
    about: "clients that send a byte a second, in the head or in the body, while others order",
    databases: &[Kind::Sqlite],
    rounds: Rounds {
        full: 3,
        full_on_servers: 0,
        short: 1,
    },
    control: "they talk to a listener that has no limits",
    expected: Rule::Hanging,
    run,
};

/// How many of either kind.
const SLOW: usize = 100;

/// The server gives a head 10 seconds and a body 20.
const PATIENCE: Duration = Duration::from_secs(25);

/// Which part of the request comes slowly.
#[derive(Clone, Copy, Debug)]
enum Part {
    Head,
    Body,
}

fn run(setting: &Setting) -> Result<Report, ProofError> {
    let mut report = Report::default();
    let shop = Arc::new(Shop::open(&setting.mercer, None, PLENTY)?);
    let server = Server::start(&shop)?;
    let patient = patient_listener()?;
    let mut checkouts = Vec::new();
    for round in 0..setting.rounds {
        let address = if setting.negative_control {
            patient.clone()
        } else {
            server.address().to_owned()
        };
        let habit = Habit::Careful;
        let seed = setting.seed.wrapping_add(round);
        let load = Load::start(&shop, &[server.address()], setting.clients, habit, seed);
        be_slow(&address, &mut report)?;
        let of_round = load.stop();
        load::tally(&mut report, &of_round);
        checkouts.extend(of_round);
    }
    checker::check(&shop, &checkouts, Stage::Settled, &mut report)?;
    checker::ask_the_doctor(&shop, &mut report)?;
    // While 200 others kept it waiting: more than one order a second.
    report.needs("orders acknowledged", 10 * setting.rounds);
    let refused = report.counted("orders refused") + report.counted("orders unanswered");
    if refused > 0 {
        let what = format!("{refused} orders of others were not taken meanwhile");
        report.findings.push(Finding::new(Rule::Hanging, what));
    }
    Ok(report)
}

/// The address of somebody who takes every connection and never ends one.
fn patient_listener() -> Result<String, ProofError> {
    let listener = TcpListener::bind("127.0.0.1:0").named("listening")?;
    let address = listener.local_addr().named("listening")?;
    std::thread::spawn(move || {
        let mut connections = Vec::new();
        connections.extend(listener.incoming().flatten());
    });
    Ok(address.to_string())
}

fn be_slow(address: &str, report: &mut Report) -> Result<(), ProofError> {
    let mut waiting = Vec::new();
    for _ in 0..SLOW {
        for part in [Part::Head, Part::Body] {
            let mut stream = http::connect(address).named("connecting")?;
            stream.set_nonblocking(true).named("connecting")?;
            let head =
                "POST /v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n";
            let beginning = match part {
                Part::Head => head.to_owned(),
                Part::Body => format!("{head}Content-Length: 500\r\n\r\n{{"),
            };
            stream.write_all(beginning.as_bytes()).named("sending")?;
            waiting.push((part, stream));
        }
    }
    let started = Instant::now();
    while !waiting.is_empty() && started.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_secs(1));
        waiting.retain_mut(|(_, stream)| !has_ended(stream));
    }
    report.count("slow connections", 2 * SLOW);
    report.count("slow connections ended", 2 * SLOW - waiting.len());
    if let Some((part, _)) = waiting.first() {
        let what = format!(
            "{} slow connections are open after {} s, of one the {part:?} is slow",
            waiting.len(),
            PATIENCE.as_secs()
        );
        report.findings.push(Finding::new(Rule::Hanging, what));
    }
    Ok(())
}

/// Sends one more byte; whether the other side has had enough.
fn has_ended(stream: &mut TcpStream) -> bool {
    if stream.write_all(b" ").is_err() {
        return true;
    }
    let mut answer = [0; 4096];
    loop {
        match stream.read(&mut answer) {
            // An answer before the end: a refusal. Then the end, or a connection that lives on.
            Ok(length) if length > 0 => {}
            Ok(_) => return true,
            Err(error) => return error.kind() != std::io::ErrorKind::WouldBlock,
        }
    }
}
