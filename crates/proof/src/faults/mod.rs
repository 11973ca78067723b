//! The faults: one file each, and the program that makes them.

mod clock;
mod cluster;
mod commit;
mod damage;
mod database_server;
mod fsync;
mod full_disk;
mod hang_up;
mod kill;
mod own_changes;
mod replica;
mod round;
mod slow_client;
mod two_servers;
mod wal_reader;
mod writes;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Parser;
use serde_json::json;

use crate::databases::Kind;
use crate::error::ProofError;
use crate::report::{Report, Rule};
use crate::setting::Setting;

/// A fault that can be made.
pub(crate) struct Fault {
    /// As it is called on the command line.
    name: &'static str,
    /// What it does, in a line.
    about: &'static str,
    /// Where it applies.
    databases: &'static [Kind],
    /// How often.
    rounds: Rounds,
    /// What its negative control weakens.
    control: &'static str,
    /// What the checker has to find then.
    expected: Rule,
    /// Makes it and checks what is left.
    run: fn(&Setting) -> Result<Report, ProofError>,
}

/// How often a fault is made unless told otherwise.
struct Rounds {
    /// On SQLite.
    full: u64,
    /// On PostgreSQL and MariaDB.
    full_on_servers: u64,
    /// With `--short`.
    short: u64,
}

const FAULTS: &[Fault] = &[
    damage::FAULT,
    kill::FAULT,
    hang_up::FAULT,
    slow_client::FAULT,
    two_servers::FAULT,
    database_server::FAULT,
    commit::FAULT,
    writes::FAULT,
    fsync::FAULT,
    full_disk::FAULT,
    clock::FAULT,
    wal_reader::FAULT,
    replica::FAULT,
    cluster::FAULT,
];

// Switches of a command line are what they are.
#[allow(clippy::struct_excessive_bools)]
/// Breaks a running Mercer in one way after another, and looks at what is left.
///
/// Each fault starts what it needs (the server, PostgreSQL, MariaDB) with data in temporary folders
/// (TMPDIR), makes the fault while clients place and pay orders, and then has a checker compare the
/// database with what the clients were told. The exit code is 0 when every promise was kept, 1
/// when one was broken, 3 when this machine cannot make the fault.
#[derive(Parser)]
#[command(name = "mercer-faults", version, after_help = EXAMPLES)]
struct Arguments {
    /// The fault: one of `mercer-faults list`, or `all`
    fault: String,
    /// With `all`: but not this one
    #[arg(long, value_name = "FAULT")]
    except: Option<String>,
    /// The database; every one to which the fault applies if not given
    #[arg(long, value_name = "NAME")]
    database: Option<Kind>,
    /// How often the fault is made; each has its own number
    #[arg(long)]
    rounds: Option<u64>,
    /// How many clients place orders meanwhile
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// The program to put to the proof; the `mercer` beside this program if not given
    #[arg(long, value_name = "PATH")]
    mercer: Option<PathBuf>,
    /// Weaken what the fault tries, and succeed only if the checker finds out for the right reason
    #[arg(long)]
    negative_control: bool,
    /// Make each fault and then its negative control; with --short on the first database only
    #[arg(long, conflicts_with = "negative_control")]
    with_controls: bool,
    /// A few rounds of each, as every change is checked with
    #[arg(long)]
    short: bool,
    /// How long a fault of duration lasts
    #[arg(long, value_name = "SECONDS")]
    seconds: Option<u64>,
    /// What chance begins from; another one every time if not given
    #[arg(long)]
    seed: Option<u64>,
    /// Print a line of JSON for each fault and database
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "Examples:
  mercer-faults list
  mercer-faults kill --rounds 200 --database sqlite
  mercer-faults kill --negative-control
  mercer-faults all --short --with-controls";

/// What came of one run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Held,
    Broken,
    Impossible,
}

/// The program `mercer-faults`.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.fault == "list" {
        list();
        return ExitCode::SUCCESS;
    }
    let chosen: Vec<&Fault> = FAULTS
        .iter()
        .filter(|fault| arguments.fault == "all" || fault.name == arguments.fault)
        .filter(|fault| arguments.except.as_deref() != Some(fault.name))
        .collect();
    if chosen.is_empty() {
        eprintln!(
            "There is no fault {}; `mercer-faults list` names them.",
            arguments.fault
        );
        return ExitCode::from(2);
    }
    let mut verdicts = Vec::new();
    for fault in chosen {
        let is_wanted = |kind: &&Kind| arguments.database.is_none_or(|wanted| wanted == **kind);
        for (place, &kind) in fault.databases.iter().filter(is_wanted).enumerate() {
            if !arguments.negative_control {
                verdicts.push(carry_out(fault, kind, &arguments, false));
            }
            // A short run shows once that the weakening is found out.
            let has_control = arguments.with_controls && (place == 0 || !arguments.short);
            if arguments.negative_control || has_control {
                verdicts.push(carry_out(fault, kind, &arguments, true));
            }
        }
    }
    if verdicts.is_empty() {
        eprintln!(
            "The fault {} does not apply to that database.",
            arguments.fault
        );
        return ExitCode::from(2);
    }
    if verdicts.contains(&Verdict::Broken) {
        return ExitCode::FAILURE;
    }
    if verdicts.contains(&Verdict::Impossible) {
        return ExitCode::from(3);
    }
    ExitCode::SUCCESS
}

fn list() {
    for fault in FAULTS {
        let databases: Vec<String> = fault.databases.iter().map(Kind::to_string).collect();
        println!("{:<12} {}", fault.name, fault.about);
        println!("{:<12} on {}", "", databases.join(", "));
        println!(
            "{:<12} control: {} ({})",
            "",
            fault.control,
            fault.expected.word()
        );
    }
}

fn carry_out(fault: &Fault, kind: Kind, arguments: &Arguments, is_control: bool) -> Verdict {
    let started = Instant::now();
    let setting = setting_of(fault, kind, arguments, is_control);
    let outcome = (fault.run)(&setting);
    let seconds = started.elapsed().as_secs_f64();
    let (verdict, said, report) = match outcome {
        Ok(report) => {
            let (verdict, said) = judge(fault, &report, is_control);
            (verdict, said, report)
        }
        Err(error @ ProofError::Impossible(_)) => (
            Verdict::Impossible,
            format!("NOT COVERED: {error}"),
            Report::default(),
        ),
        Err(error) => (
            Verdict::Broken,
            format!("FAILED: {error}"),
            Report::default(),
        ),
    };
    if arguments.json {
        let line = json!({"fault": fault.name, "database": kind.to_string(),
            "negative_control": is_control, "seed": setting.seed, "seconds": seconds,
            "held": verdict == Verdict::Held, "said": said, "report": report.json()});
        println!("{line}");
        return verdict;
    }
    let control = if is_control { ", negative control" } else { "" };
    println!(
        "{} on {kind}{control}: {said} ({seconds:.1} s, seed {})",
        fault.name, setting.seed
    );
    let counts: Vec<String> = report
        .counts
        .iter()
        .map(|(name, count)| format!("{name} {count}"))
        .collect();
    if !counts.is_empty() {
        println!("  {}", counts.join(", "));
    }
    for line in report.lines() {
        println!("{line}");
    }
    verdict
}

fn setting_of(fault: &Fault, kind: Kind, arguments: &Arguments, is_control: bool) -> Setting {
    let usual = match kind {
        _ if arguments.short || is_control => fault.rounds.short,
        Kind::Sqlite => fault.rounds.full,
        Kind::Postgres | Kind::Mariadb => fault.rounds.full_on_servers,
    };
    let beside = std::env::current_exe().unwrap_or_default();
    let beside = beside.with_file_name("mercer");
    let mercer = arguments.mercer.clone().unwrap_or(beside);
    let usual_seconds = if arguments.short || is_control {
        3
    } else {
        600
    };
    Setting {
        kind,
        rounds: arguments.rounds.unwrap_or(usual),
        clients: arguments.clients.max(1),
        mercer: std::path::absolute(&mercer).unwrap_or(mercer),
        negative_control: is_control,
        duration: Duration::from_secs(arguments.seconds.unwrap_or(usual_seconds)),
        seed: arguments.seed.unwrap_or_else(rand::random),
    }
}

fn judge(fault: &Fault, report: &Report, is_control: bool) -> (Verdict, String) {
    let word = fault.expected.word();
    match (is_control, report.findings.is_empty()) {
        (false, true) => (Verdict::Held, "every promise was kept".to_owned()),
        (false, false) => (Verdict::Broken, "PROMISES WERE BROKEN".to_owned()),
        (true, _) if report.breaks(fault.expected) => (
            Verdict::Held,
            format!("the weakening was found out ({word}), as it has to be"),
        ),
        (true, _) => (
            Verdict::Broken,
            format!("THE WEAKENING WAS NOT FOUND OUT ({word})"),
        ),
    }
}
