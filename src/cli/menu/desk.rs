//! Where the menu's commands are run as if they had been typed.

use clap::Parser;
use console::style;
use mercer_store::orders::OrderWithItems;
use mercer_store::{Store, audit};

use super::ask::Answer;
use crate::cli::arguments::{Command, CommandLine};
use crate::cli::output::Output;
use crate::cli::{Failure, acting, with_store};
use crate::config::Config;

/// The store, and who stands behind the counter.
pub(super) struct Desk<'a> {
    pub(super) store: &'a Store,
    config: &'a Config,
    output: &'a Output,
    global: Vec<String>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(
        store: &'a Store,
        config: &'a Config,
        output: &'a Output,
        global: Vec<String>,
    ) -> Self {
        Desk {
            store,
            config,
            output,
            global,
        }
    }

    /// Where this is: the database, and who acts.
    pub(super) fn place(&self) -> String {
        let database = self.store.database().url();
        match self.store.role() {
            Some(role) => format!("{database}, {} ({role})", self.store.actor()),
            None => database.to_string(),
        }
    }

    /// Runs a command; it prints what it always prints, and then how it is written.
    pub(super) async fn run(&self, words: &[&str]) -> Answer<()> {
        let command = self.command(words)?;
        let writes = !command.permission().only_reads();
        // On the heap: it holds every command there is, and so would every screen.
        Box::pin(with_store(command, self.store, self.config, self.output)).await?;
        self.done(words, writes).await;
        Ok(())
    }

    /// Runs a command of which an order comes, and leaves it to the screen how that is shown.
    pub(super) async fn order(&self, words: &[&str]) -> Answer<OrderWithItems> {
        let order = match self.command(words)? {
            Command::Orders(command) => command.order(self.store).await?,
            _ => None,
        };
        let no_order = || Failure::wrong_call(format!("no order comes of {}", words.join(" ")));
        let order = order.ok_or_else(no_order)?;
        self.done(words, true).await;
        Ok(order)
    }

    /// What the words mean, if whoever acts may do it.
    fn command(&self, words: &[&str]) -> Result<Command, Failure> {
        let global = self.global.iter().map(String::as_str);
        let line = std::iter::once("mercer")
            .chain(global)
            .chain(words.iter().copied());
        let parsed = CommandLine::try_parse_from(line).map_err(|error| {
            let text = error.to_string();
            let first = text.lines().next().unwrap_or_default();
            Failure::wrong_call(first.strip_prefix("error: ").unwrap_or(first))
        })?;
        acting::require(self.store, parsed.command.permission())?;
        Ok(parsed.command)
    }

    /// Prints the command that did it, and seals what it wrote.
    async fn done(&self, words: &[&str], writes: bool) {
        let global = self.global.iter().map(String::as_str);
        let words = global.chain(words.iter().copied());
        let words: Vec<String> = words.map(quoted).collect();
        println!("{}", style(format!("  $ mercer {}", words.join(" "))).dim());
        // A failure is none of the command: the next one, or the serving process, seals the rows.
        if writes && let Err(error) = audit::seal(self.store).await {
            Output::warning(&format!("the audit log was not sealed: {error}"));
        }
    }
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_=.,:/@+%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn a_word_is_written_so_that_a_shell_takes_it_as_one() {
        assert_eq!(quoted("MUG-BLUE=2"), "MUG-BLUE=2");
        assert_eq!(quoted(""), "''");
        assert_eq!(quoted("St John's"), r"'St John'\''s'");
        assert_eq!(quoted("a;b"), "'a;b'");
        assert_eq!(quoted("$HOME"), "'$HOME'");
    }
}
