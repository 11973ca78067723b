//! Running the real binary.

use std::fmt::Write;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The binary, in this folder, with an environment of its own: neither a `.env` nor a variable of
/// the person who runs the tests is seen.
pub(crate) fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mercer"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .stdin(Stdio::null());
    command
}

/// What a command printed and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs a command to its end.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Ran {
    ran(&command(folder, arguments).output().expect("mercer starts"))
}

/// The same for a command that was prepared by the caller.
pub(crate) fn ran(output: &Output) -> Ran {
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs commands one after the other, as a person would, and tells everything that was printed.
pub(crate) fn session(folder: &Path, commands: &[&[&str]]) -> String {
    let mut text = String::new();
    for arguments in commands {
        text.push_str(&told(arguments, &run(folder, arguments)));
    }
    text
}

/// The words of a command that is written as people type it; '..' holds words together.
pub(crate) fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// The command, and everything that it printed.
pub(crate) fn told(arguments: &[&str], ran: &Ran) -> String {
    let words: Vec<String> = arguments.iter().map(|word| quoted(word)).collect();
    let mut text = format!("$ mercer {}\n", words.join(" "));
    text.push_str(&ran.stdout);
    if !ran.stderr.is_empty() {
        let _ = write!(text, "[stderr]\n{}", ran.stderr);
    }
    let _ = writeln!(text, "[exit code {}]\n", ran.code.unwrap_or(-1));
    text
}

/// Runs a command that reads this from its standard input.
pub(crate) fn run_with_input(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = command(folder, arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("mercer starts");
    let mut stdin = child.stdin.take().expect("stdin is piped");
    // A command that refuses before it reads closes its end.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    ran(&child.wait_with_output().expect("it ends"))
}

fn quoted(word: &str) -> String {
    if word.is_empty() || word.contains([' ', ';', '*']) {
        format!("'{word}'")
    } else {
        word.to_owned()
    }
}
