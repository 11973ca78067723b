//! What cannot be undone is asked about first.

use std::io::{self, IsTerminal, Write};

use clap::Args;

use super::Failure;

/// The option of commands that ask before they do something.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Confirmation {
    /// Do not ask. Where nobody sits at a terminal, this has to be given.
    #[arg(long)]
    yes: bool,
}

impl Confirmation {
    /// Asks a question such as `Remove the product MUG-BLUE`; whatever is not a yes refuses.
    pub(super) fn ask(self, question: &str) -> Result<(), Failure> {
        if self.yes {
            return Ok(());
        }
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            let message = format!("{question}? There is no terminal to ask at");
            return Err(Failure::wrong_call(message).hint("--yes says yes without a question"));
        }
        // There is nobody to ask if this fails; then there is no yes either.
        let _ = write!(io::stderr(), "{question}? [y/N] ");
        let mut answer = String::new();
        io::stdin().read_line(&mut answer)?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => Ok(()),
            _ => Err(Failure::refused("nothing was changed")),
        }
    }
}
