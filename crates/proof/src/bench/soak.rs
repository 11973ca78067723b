//! Hours of a shop's day at half of what it can do: whether memory, open files or latency grow.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::measure::{Loop, measure};
use super::mix::{self, Mix};
use super::resources::Resources;
use super::result::{Figures, median};
use crate::databases::{DatabaseServer, Kind};
use crate::error::ProofError;
use crate::server::Server;
use crate::shop::{PLENTY, Shop};

/// How long, and how hard.
#[derive(Args)]
pub(super) struct Soak {
    /// How long
    #[arg(long, default_value_t = 60.0)]
    minutes: f64,
    /// How much of what it can do it has to do
    #[arg(long, default_value_t = 0.5)]
    share: f64,
    /// The database
    #[arg(long, value_name = "NAME", default_value = "sqlite")]
    database: Kind,
    /// So many connections at a time
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Tell what the bars say and fail for requests alone, as in a run of seconds
    #[arg(long)]
    without_bars: bool,
    /// The program to measure; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    pub(super) mercer: Option<PathBuf>,
}

/// It is looked at so often; the clients connect anew each time.
const WINDOWS: u32 = 60;

/// The first and the last so many are compared: ten minutes of an hour.
const COMPARED: usize = 10;

/// How long it is tried out what the server can do.
const TRIAL: Duration = Duration::from_secs(10);

/// By how much memory may grow from the first ten minutes to the last, as a share, and in any case
/// by so many megabytes: the cache of a database grows with it until it is full.
const MEMORY_BAR: (f64, f64) = (0.1, 32.0);

/// How many more files may be open.
const FILES_BAR: usize = 8;

/// How much longer 99 of a hundred requests may take.
const LATENCY_BAR: f64 = 1.5;

struct Window {
    p99_ms: f64,
    memory_megabytes: f64,
    open_files: usize,
    failures: usize,
}

/// Whether every request was answered, and nothing grew.
pub(super) fn carry_out(soak: &Soak, mercer: &Path) -> Result<bool, ProofError> {
    let mut database = DatabaseServer::where_needed(soak.database)?;
    let shop = Arc::new(Shop::open(mercer, database.as_mut(), PLENTY)?);
    let server = Server::start(&shop)?;
    mix::prepare(&shop, server.address());
    let rate = soak.share * most_per_second(&shop, &server, soak.connections);
    println!("{} at {rate:.0} requests a second", soak.database);
    let length = Duration::from_secs_f64(soak.minutes * 60.0) / WINDOWS;
    let mut windows = Vec::new();
    for number in 1..=WINDOWS {
        let window = look(&shop, &server, rate, soak.connections, length);
        println!(
            "{number:>2}: p99 {:.2} ms, {:.1} MB, {} files open, {} failed",
            window.p99_ms, window.memory_megabytes, window.open_files, window.failures
        );
        windows.push(window);
    }
    let failures: usize = windows.iter().map(|window| window.failures).sum();
    let holds = holds(&windows);
    Ok(failures == 0 && (holds || soak.without_bars))
}

fn most_per_second(shop: &Arc<Shop>, server: &Server, connections: usize) -> f64 {
    let addresses = &[server.address()];
    let samples = measure(shop, addresses, Mix::Day, Loop::Closed, connections, TRIAL);
    Figures::of(Mix::Day, samples, &Resources::default()).per_second()
}

fn look(
    shop: &Arc<Shop>,
    server: &Server,
    per_second: f64,
    connections: usize,
    length: Duration,
) -> Window {
    let open = Loop::Open { per_second };
    let samples = measure(
        shop,
        &[server.address()],
        Mix::Day,
        open,
        connections,
        length,
    );
    let failures = samples.failures;
    let now = Resources::of(server.process());
    Window {
        p99_ms: Figures::of(Mix::Day, samples, &now).p99_ms(),
        memory_megabytes: now.memory_megabytes,
        open_files: now.open_files,
        failures,
    }
}

fn holds(windows: &[Window]) -> bool {
    let first = &windows[..COMPARED];
    let last = &windows[windows.len() - COMPARED..];
    let of = |windows: &[Window], figure: fn(&Window) -> f64| {
        median(&windows.iter().map(figure).collect::<Vec<_>>())
    };
    let (memory, memory_then) = (
        of(last, |window| window.memory_megabytes),
        of(first, |window| window.memory_megabytes),
    );
    let may_grow = MEMORY_BAR.1.max(memory_then * MEMORY_BAR.0);
    let latency = of(last, |window| window.p99_ms) / of(first, |window| window.p99_ms);
    let files = |windows: &[Window]| windows.iter().map(|window| window.open_files).max();
    let (files, files_then) = (files(last).unwrap_or(0), files(first).unwrap_or(0));
    let verdict = |is_met: bool| if is_met { "met" } else { "MISSED" };
    let met = [
        memory - memory_then <= may_grow,
        files <= files_then + FILES_BAR,
        latency <= LATENCY_BAR,
    ];
    println!("from the first sixth to the last:");
    println!(
        "  memory {memory_then:.1} to {memory:.1} MB ({})",
        verdict(met[0])
    );
    println!("  open files {files_then} to {files} ({})", verdict(met[1]));
    println!(
        "  p99 times {latency:.2} (bar {LATENCY_BAR}, {})",
        verdict(met[2])
    );
    met.iter().all(|&is_met| is_met)
}
