//! A terminal with somebody at it.

use std::process::Command;

use rexpect::session::{Options, PtySession, spawn_with_options};

use crate::mercer::ran;
use crate::shop::Shop;

pub(crate) const ESCAPE: &str = "\x1b";
pub(crate) const DOWN: &str = "\x1b[B";

/// A terminal with a command on it.
pub(crate) struct Terminal {
    session: PtySession,
    /// What was shown so far.
    shown: String,
}

impl Terminal {
    /// Runs a command of the program, as a shell takes it, and tells its exit code in the end.
    pub(crate) fn open(shop: &Shop, arguments: &str) -> Self {
        // Whoever runs the tests in the background has a shell that ignores ctrl-c, and all that it
        // starts with it.
        let mut command = Command::new("env");
        let line = format!(
            "stty rows 50 cols 120; {} {arguments}; echo \"[exit code $?]\"",
            env!("CARGO_BIN_EXE_mercer")
        );
        command
            .args(["--default-signal=INT", "sh", "-c", &line])
            .current_dir(shop.folder())
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("TERM", "xterm")
            .env("NO_COLOR", "1");
        let options = Options::new()
            .timeout_ms(Some(60_000))
            .strip_ansi_escape_codes(true);
        Terminal {
            session: spawn_with_options(command, options).expect("a terminal"),
            shown: String::new(),
        }
    }

    /// Waits until this is shown.
    pub(crate) fn sees(&mut self, text: &str) -> &mut Self {
        match self.session.exp_string(text) {
            Ok(before) => self.shown += &(before + text),
            Err(error) => panic!("{text:?} is not shown: {error}\n{}", self.shown),
        }
        self
    }

    /// Types this and nothing else.
    pub(crate) fn types(&mut self, keys: &str) -> &mut Self {
        self.session.send(keys).expect("it can be typed");
        self.session.flush().expect("it can be typed");
        self
    }

    /// Types a line, as a scanner does.
    pub(crate) fn enters(&mut self, text: &str) -> &mut Self {
        self.types(text).types("\r")
    }

    /// Presses ctrl-c.
    pub(crate) fn interrupts(&mut self) -> &mut Self {
        self.session.send_control('c').expect("it can be typed");
        self
    }

    /// Waits for the end; what was shown in all.
    pub(crate) fn ends(mut self) -> String {
        let rest = self.session.exp_eof().expect("it ends");
        self.shown + &rest
    }
}

/// The commands that the menu printed.
pub(crate) fn printed(shown: &str) -> Vec<&str> {
    let lines = shown.lines().map(str::trim);
    lines
        .filter_map(|line| line.strip_prefix("$ mercer "))
        .collect()
}

/// Runs a printed command as a shell takes it.
pub(crate) fn run_printed(shop: &Shop, command: &str) {
    let line = format!("{} {command}", env!("CARGO_BIN_EXE_mercer"));
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &line])
        .current_dir(shop.folder())
        .env_clear();
    let ran = ran(&shell.output().expect("a shell"));
    assert_eq!(ran.code, Some(0), "{command}: {}", ran.stderr);
}
