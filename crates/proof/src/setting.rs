//! What a fault is told: on which database, how often, with what.

use std::path::PathBuf;
use std::time::Duration;

use crate::databases::Kind;

/// What a fault is told.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// The database.
    pub(crate) kind: Kind,
    /// How often it is made.
    pub(crate) rounds: u64,
    /// How many clients place orders meanwhile.
    pub(crate) clients: usize,
    /// The program that is put to the proof.
    pub(crate) mercer: PathBuf,
    /// Whether the fault's own weakening is made, so that the checker has to find something.
    pub(crate) negative_control: bool,
    /// How long faults of duration take, each round.
    pub(crate) duration: Duration,
    /// What chance begins from.
    pub(crate) seed: u64,
}
