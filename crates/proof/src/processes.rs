//! Processes that a proof started, and those that they started.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::error::{Named, ProofError};

/// The processes that a process started, and theirs.
pub(crate) fn descendants_of(process: u32) -> Vec<u32> {
    let mut all = Vec::new();
    let mut next = vec![process];
    while let Some(parent) = next.pop() {
        let Ok(threads) = std::fs::read_dir(format!("/proc/{parent}/task")) else {
            continue;
        };
        for thread in threads.flatten() {
            let children = std::fs::read_to_string(thread.path().join("children"));
            let children = children.unwrap_or_default();
            let ids = children
                .split_whitespace()
                .filter_map(|id| id.parse::<u32>().ok());
            next.extend(ids.clone());
            all.extend(ids);
        }
    }
    all
}

/// Sends a signal, such as `KILL`; a process that is gone already is no mistake.
pub(crate) fn signal(process: u32, name: &str) {
    // The shell's own kill is everywhere; the program is not.
    let _ = Command::new("sh")
        .args(["-c", &format!("kill -s {name} {process}")])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// Kills a process with all that it started, youngest last, so that none is started anew.
pub(crate) fn kill_all(process: u32) {
    let descendants = descendants_of(process);
    signal(process, "KILL");
    for descendant in descendants {
        signal(descendant, "KILL");
    }
}

/// Runs a program to its end and returns what it printed.
pub(crate) fn run(command: &mut Command) -> Result<String, ProofError> {
    let program = format!("{command:?}");
    let output = command
        .stdin(Stdio::null())
        .output()
        .named(&format!("starting {program}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let mut said = String::from_utf8_lossy(&output.stdout).into_owned();
    said.push_str(&String::from_utf8_lossy(&output.stderr));
    Err(ProofError::Program { program, said })
}

/// A program, in the folders where they usually are.
pub(crate) fn find(program: &str, package: &str) -> Result<PathBuf, ProofError> {
    let path = std::env::var("PATH").unwrap_or_default();
    let folders = path.split(':').chain(["/usr/sbin", "/usr/local/sbin"]);
    folders
        .map(|folder| Path::new(folder).join(program))
        .find(|file| file.is_file())
        .ok_or_else(|| {
            let advice = format!("{program} is missing; the package {package} has it");
            ProofError::Impossible(advice)
        })
}

/// Whether the proof runs as root, which servers of databases refuse to do.
pub(crate) fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0)
}
