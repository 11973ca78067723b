//! Printing data and messages.

use std::io::{self, ErrorKind, Write};

use serde::Serialize;

use super::Failure;

/// Where a command prints, and in which form.
pub(super) struct Output {
    json: bool,
    quiet: bool,
}

impl Output {
    /// JSON for programs, or text for people; messages beside it, or none.
    pub(super) fn new(json: bool, quiet: bool) -> Self {
        Output { json, quiet }
    }

    /// Whether programs read this.
    pub(super) fn is_json(&self) -> bool {
        self.json
    }

    /// Whether nobody wants to be told anything but data and errors.
    pub(super) fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Prints data: as JSON, or as the text that people read.
    pub(super) fn show<T: Serialize>(
        &self,
        data: &T,
        text: impl FnOnce(&T) -> String,
    ) -> Result<(), Failure> {
        let mut printed = if self.json {
            serde_json::to_string_pretty(data)
                .map_err(|error| Failure::refused(format!("cannot write JSON: {error}")))?
        } else {
            text(data)
        };
        if self.json {
            printed.push('\n');
        }
        to_stdout(&printed)
    }

    /// Tells a person something that is no data.
    pub(super) fn message(&self, text: &str) {
        if !self.json && !self.quiet {
            // There is nobody to tell if this fails.
            let _ = writeln!(io::stderr(), "{text}");
        }
    }

    /// Tells what did not go as it should, to programs too: on the standard error output.
    pub(super) fn warning(text: &str) {
        // There is nobody to tell if this fails.
        let _ = writeln!(io::stderr(), "Warning: {text}");
    }
}

/// Writes to the standard output. Whoever reads it may stop reading (`| head`) at any time.
pub(super) fn to_stdout(text: &str) -> Result<(), Failure> {
    is_read(text).map(drop)
}

/// The same, and tells whether somebody reads on.
pub(super) fn is_read(text: &str) -> Result<bool, Failure> {
    let mut stdout = io::stdout().lock();
    let written = stdout
        .write_all(text.as_bytes())
        .and_then(|()| stdout.flush());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(false),
        other => Ok(other.map(|()| true)?),
    }
}
