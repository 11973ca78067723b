//! Mercer: a store in one file.

mod config;

use std::path::PathBuf;
use std::process::ExitCode;

use config::{Config, Inputs, Override};

fn main() -> ExitCode {
    match Config::load(&inputs(std::env::args().skip(1))) {
        Ok(config) => {
            println!("listens on {}", config.server.socket_address());
            for row in config.show() {
                println!("{}\t{}\t{}", row.key, row.value, row.source);
            }
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("mercer: {error}");
            ExitCode::from(2)
        }
    }
}

fn inputs(mut arguments: impl Iterator<Item = String>) -> Inputs {
    let mut file = None;
    let mut overrides = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--config" => file = arguments.next().map(PathBuf::from),
            "--port" => overrides.extend(arguments.next().map(|value| Override {
                option: "--port",
                key: "server.port",
                value,
            })),
            _ => {}
        }
    }
    Inputs::of_process(file, overrides)
}
