//! What a person sees while revisions run.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use mercer_migrator::{Direction, Event, Observer};

use crate::cli::long_work::stop_wish;
use crate::cli::output::Output;

/// Prints each revision as it goes, and stops before the next statement on ctrl-c.
pub(super) struct Progress<'a> {
    output: &'a Output,
    verbose: bool,
    stopped: Arc<AtomicBool>,
}

impl<'a> Progress<'a> {
    /// Watches for ctrl-c from here on.
    pub(super) fn new(output: &'a Output, verbose: bool) -> Self {
        Progress {
            output,
            verbose,
            stopped: stop_wish(),
        }
    }
}

impl Observer for Progress<'_> {
    fn event(&mut self, event: &Event) -> ControlFlow<()> {
        match event {
            Event::BackedUp(path) => {
                self.output
                    .message(&format!("Copied the database to {}", path.display()));
            }
            Event::Resumed { id } => {
                self.output
                    .message(&format!("Going on with {id}, which was left half-way"));
            }
            Event::Revision {
                id,
                message,
                direction,
            } => {
                let way = match direction {
                    Direction::Up => "Upgrading to",
                    Direction::Down => "Taking back",
                };
                let what = match message.as_str() {
                    "" => id.clone(),
                    message => format!("{id}, {message}"),
                };
                self.output.message(&format!("{way} {what}"));
            }
            Event::Statement(sql) if self.verbose => self.output.message(&format!("  {sql}")),
            Event::Waiting(pause) => self.output.message(&format!(
                "  running transactions are in the way; trying again in {} ms",
                pause.as_millis()
            )),
            Event::Filled(rows) if self.verbose => {
                self.output.message(&format!("  {rows} rows filled"));
            }
            Event::Statement(_) | Event::StatementDone | Event::Filled(_) | Event::Done { .. } => {}
        }
        if self.stopped.load(Ordering::Relaxed) && !matches!(event, Event::Done { .. }) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}
