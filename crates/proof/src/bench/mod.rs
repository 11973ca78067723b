//! The load generator: mixes of requests over HTTP, in a closed loop or at a fixed rate.

mod compare;
mod growth;
mod measure;
mod mix;
mod plans;
mod resources;
mod result;
mod scale;
mod soak;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};
use serde_json::{Value, json};

use crate::databases::{DatabaseServer, Kind};
use crate::error::{Named, ProofError};
use crate::server::Server;
use crate::shop::{PLENTY, Shop};
use measure::{Loop, measure};
use mix::Mix;
use resources::Resources;
use result::Figures;

/// Puts a running Mercer under load over HTTP: latencies, throughput, processor time and memory.
///
/// It starts the program, and PostgreSQL or MariaDB, with a shop of its own in a temporary folder
/// (TMPDIR); what it measures is therefore an empty shop that fills. The bare drivers that execute
/// the same statements in process are `cargo bench -p mercer-store`.
#[derive(Parser)]
#[command(name = "mercer-bench", version, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Measure
    Run(Run),
    /// Measure the same requests on shops of different sizes; fails when a bar is missed
    Growth(growth::Growth),
    /// Measure the same requests with one server, two and four on one database server or cluster
    Scale(scale::Scale),
    /// Serve at half load for an hour, and look at memory, files and latency; fails when they grow
    Soak(soak::Soak),
    /// Ask the databases whether every statement of the store takes an index
    Plans(plans::Plans),
    /// Tell two runs that were written with --json apart, as ratios: the second by the first
    Compare {
        /// The run to compare with
        before: PathBuf,
        /// The run that is compared
        after: PathBuf,
    },
}

#[derive(Args)]
struct Run {
    /// The requests; all mixes one after another if not given
    #[arg(long, value_name = "NAME")]
    mix: Vec<Mix>,
    /// The database
    #[arg(long, value_name = "NAME", default_value = "sqlite")]
    database: Kind,
    /// So many connections; each sends its next request when it has the answer to the last one
    #[arg(long, default_value_t = 32)]
    connections: usize,
    /// Send so many requests a second instead, whether or not answers come; latency counts from
    /// the moment at which a request was due, so that a stall is seen for what it is
    #[arg(long, value_name = "PER-SECOND")]
    rate: Option<f64>,
    /// How long each mix is measured
    #[arg(long, default_value_t = 10.0)]
    seconds: f64,
    /// How long each mix runs before that
    #[arg(long, default_value_t = 2.0)]
    warm_up_seconds: f64,
    /// The program to measure; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    mercer: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "Examples:
  mercer-bench run --connections 64 --seconds 10
  mercer-bench run --mix place-and-pay --rate 200 --database postgres
  mercer-bench growth --scales 0.4,40,400
  mercer-bench scale --database postgres --replica
  mercer-bench soak --minutes 60
  mercer-bench run --json > before.json
  mercer-bench compare before.json after.json";

/// The program `mercer-bench`.
pub fn main() -> ExitCode {
    let done =
        match Arguments::parse().command {
            Command::Run(run) => carry_out(&run),
            Command::Growth(growth) => program(growth.mercer.as_deref())
                .and_then(|mercer| growth::carry_out(&growth, &mercer)),
            Command::Scale(scale) => program(scale.mercer.as_deref())
                .and_then(|mercer| scale::carry_out(&scale, &mercer)),
            Command::Soak(soak) => {
                program(soak.mercer.as_deref()).and_then(|mercer| soak::carry_out(&soak, &mercer))
            }
            Command::Plans(plans) => program(plans.mercer.as_deref())
                .and_then(|mercer| plans::carry_out(&plans, &mercer)),
            Command::Compare { before, after } => compare::print(&before, &after),
        };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The program to measure: the one that was named, or the one beside this.
fn program(named: Option<&Path>) -> Result<PathBuf, ProofError> {
    let beside = std::env::current_exe().unwrap_or_default();
    let mercer = named.map_or_else(|| beside.with_file_name("mercer"), Path::to_path_buf);
    std::path::absolute(mercer).named("finding the program")
}

/// Whether every request was answered as it should be.
fn carry_out(run: &Run) -> Result<bool, ProofError> {
    let mercer = program(run.mercer.as_deref())?;
    let mut database = DatabaseServer::where_needed(run.database)?;
    let shop = Arc::new(Shop::open(&mercer, database.as_mut(), PLENTY)?);
    let server = Server::start(&shop)?;
    let mixes = if run.mix.is_empty() {
        Mix::ALL
    } else {
        &run.mix
    };
    let kind = match run.rate {
        Some(rate) => Loop::Open { per_second: rate },
        None => Loop::Closed,
    };
    mix::prepare(&shop, server.address());
    let addresses = &[server.address()];
    let mut all = Vec::new();
    for &mix in mixes {
        let connections = run.connections.max(1);
        let warm_up = Duration::from_secs_f64(run.warm_up_seconds);
        measure(&shop, addresses, mix, kind, connections, warm_up);
        let before = Resources::of(server.process());
        let duration = Duration::from_secs_f64(run.seconds);
        let samples = measure(&shop, addresses, mix, kind, connections, duration);
        let used = Resources::of(server.process()).since(&before);
        let figures = Figures::of(mix, samples, &used);
        if !run.json {
            println!("{}", figures.line());
        }
        all.push(figures);
    }
    if run.json {
        println!("{:#}", as_json(run, &all));
    }
    Ok(all.iter().all(|figures| figures.failures == 0))
}

fn as_json(run: &Run, all: &[Figures]) -> Value {
    let figures: Vec<Value> = all.iter().map(Figures::json).collect();
    json!({
        "database": run.database.to_string(),
        "connections": run.connections,
        "rate_per_second": run.rate,
        "seconds": run.seconds,
        "mixes": figures,
    })
}
