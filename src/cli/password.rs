//! How a person or a program gives a password: never as an argument, which other users of the
//! machine can read.

use std::io::{self, Read};

use clap::Args;
use console::Term;
use mercer_store::password::{MAX_BYTES, Password};

use super::Failure;

/// Where a password comes from.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct PasswordArguments {
    /// Read the password from the standard input, all of it but the end of its last line, instead
    /// of asking for it.
    #[arg(long)]
    password_stdin: bool,
}

impl PasswordArguments {
    /// Whether one is given on the standard input.
    pub(super) fn is_given(self) -> bool {
        self.password_stdin
    }

    /// The password, given twice at a terminal.
    pub(super) fn read(self) -> Result<Password, Failure> {
        let text = if self.password_stdin {
            from_stdin()?
        } else {
            from_terminal()?
        };
        Ok(Password::parse(&text)?)
    }
}

fn from_stdin() -> Result<String, Failure> {
    // A little more than is allowed, for it to be refused as too long.
    let most = MAX_BYTES as u64 + 8;
    let mut bytes = Vec::new();
    io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    let mut text =
        String::from_utf8(bytes).map_err(|_| Failure::refused("password: it is not UTF-8 text"))?;
    if text.ends_with('\n') {
        text.pop();
        if text.ends_with('\r') {
            text.pop();
        }
    }
    Ok(text)
}

fn from_terminal() -> Result<String, Failure> {
    let terminal = Term::stderr();
    if !terminal.is_term() {
        let message = "there is no terminal to ask for the password";
        let hint = "--password-stdin reads it from the standard input";
        return Err(Failure::refused(message).hint(hint));
    }
    let ask = |question: &str| {
        terminal.write_str(question)?;
        terminal.read_secure_line()
    };
    let password = ask("Password: ")?;
    if ask("The same again: ")? != password {
        return Err(Failure::refused("the two passwords are not the same"));
    }
    Ok(password)
}
