//! Puts a running Mercer under load over HTTP, and tells how it did.

use std::process::ExitCode;

fn main() -> ExitCode {
    mercer_proof::bench()
}
