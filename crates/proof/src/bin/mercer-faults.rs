//! Breaks a running Mercer in one way after another, and looks at what is left.

use std::process::ExitCode;

fn main() -> ExitCode {
    mercer_proof::faults()
}
