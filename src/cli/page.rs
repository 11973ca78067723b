//! Which part of a list.

use clap::Args;
use mercer_store::{Cursor, Invalid, PageRequest};

use super::Failure;

/// Options of every list.
#[derive(Args, Clone, Debug)]
pub(super) struct PageArguments {
    /// Print at most this many, 1 to 200.
    #[arg(long, default_value_t = 20)]
    limit: u64,

    /// Begin where the page before ended: the text that it named as its end.
    #[arg(long, value_parser = cursor)]
    after: Option<Cursor>,
}

fn cursor(text: &str) -> Result<Cursor, String> {
    text.parse().map_err(|invalid: Invalid| invalid.reason)
}

impl PageArguments {
    /// What the store is asked for.
    pub(super) fn request(&self) -> Result<PageRequest, Failure> {
        PageRequest::new(self.after.clone(), Some(self.limit))
            .map_err(|Invalid { field, reason }| Failure::of_option(&format!("--{field}"), &reason))
    }
}
