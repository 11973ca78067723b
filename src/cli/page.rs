//! Which part of a list.

use clap::Args;
use mercer_store::{Invalid, PageRequest};

use super::Failure;

/// Options of every list.
#[derive(Args, Clone, Debug)]
pub(super) struct PageArguments {
    /// Print at most this many, 1 to 200.
    #[arg(long, default_value_t = 20)]
    limit: u64,

    /// Begin after this one: what the page before named as its end.
    #[arg(long)]
    after: Option<i64>,
}

impl PageArguments {
    /// What the store is asked for.
    pub(super) fn request(&self) -> Result<PageRequest, Failure> {
        PageRequest::new(self.after, Some(self.limit))
            .map_err(|Invalid { field, reason }| Failure::of_option(&format!("--{field}"), &reason))
    }
}
