//! Mercer, a store in one file: reads the command line, loads the configuration, and hands over to
//! the edge that was asked for.

mod api;
mod cli;
mod config;
mod housekeeping;
mod json;
mod logging;
mod mail;
mod nearest;
mod server;
mod signing_keys;

use std::process::ExitCode;

use cli::{CommandLine, Failure, Next};
use config::Config;

/// Orders are many small allocations from many threads; this allocator was measured to serve them
/// faster than the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let command_line = cli::parse();
    let in_json = command_line.is_json();
    cli::report(run(command_line), in_json)
}

fn run(command_line: CommandLine) -> Result<ExitCode, Failure> {
    let config = Config::load(&command_line.inputs())?;
    logging::start(&config, command_line.serves());
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(dispatch(command_line, config))
}

async fn dispatch(command_line: CommandLine, config: Config) -> Result<ExitCode, Failure> {
    match Box::pin(cli::run(command_line, &config)).await? {
        Next::Exit(code) => Ok(code),
        Next::Serve(start) => {
            server::serve(start.store, &config, start.announce)
                .await
                .map_err(|error| Failure::refused(error.to_string()).hint(error.advice()))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
