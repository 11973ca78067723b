//! What to measure and for how long.

use mercer_database::Kind;

use super::Operation;
use super::statements::leave_out;

pub struct Arguments {
    pub seconds: f64,
    pub rounds: usize,
    pub json: bool,
    only: Option<String>,
    operation: Option<String>,
    contender: Option<String>,
    tasks: Option<usize>,
}

impl Arguments {
    pub fn from_command_line() -> Self {
        let mut arguments = Arguments {
            seconds: 1.0,
            rounds: 5,
            json: false,
            only: None,
            operation: None,
            contender: None,
            tasks: None,
        };
        let mut words = std::env::args().skip(1);
        while let Some(word) = words.next() {
            match word.as_str() {
                "--seconds" => arguments.seconds = words.next().unwrap().parse().unwrap(),
                "--rounds" => arguments.rounds = words.next().unwrap().parse().unwrap(),
                "--only" => arguments.only = words.next(),
                "--operation" => arguments.operation = words.next(),
                "--tasks" => arguments.tasks = Some(words.next().unwrap().parse().unwrap()),
                "--contender" => arguments.contender = words.next(),
                "--json" => arguments.json = true,
                "--bare-without" => leave_out(&words.next().unwrap()),
                // Cargo passes this to every benchmark.
                "--bench" => {}
                other => panic!(
                    "{other} is not known: --seconds N --rounds N --only NAME --operation NAME --tasks 1|64 --contender mercer|bare --bare-without tax|audit --json"
                ),
            }
        }
        arguments
    }

    pub fn measures(&self, operation: Operation) -> bool {
        self.operation
            .as_ref()
            .is_none_or(|only| only == operation.name())
    }

    pub fn runs_with(&self, tasks: usize) -> bool {
        self.tasks.is_none_or(|only| only == tasks)
    }

    /// A profiler wants one contender alone; the other's rate is then zero.
    pub fn runs(&self, contender: &str) -> bool {
        self.contender.as_ref().is_none_or(|only| only == contender)
    }

    pub fn wants(&self, kind: Kind) -> bool {
        let name = match kind {
            Kind::Sqlite => "sqlite",
            Kind::Postgres => "postgres",
            Kind::MySql => "mysql",
        };
        self.only.as_ref().is_none_or(|only| only == name)
    }
}
