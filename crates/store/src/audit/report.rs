//! What an examination of the chain tells.

use std::fmt;

use chrono::{DateTime, Utc};

/// Faults listed one by one; the rest are counted.
pub(super) const LISTED: usize = 20;

/// What [`verify`](super::verify) found.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// How many seals there are.
    pub seals: i64,
    /// How many rows they hold.
    pub sealed: i64,
    /// How many rows wait for a seal, which is no fault.
    pub waiting: i64,
    /// How many rows had personal data taken out, which is no fault either.
    pub redacted: i64,
    /// The end of the chain, for an owner to note in another place.
    pub head: Option<Head>,
    /// How many faults were found.
    pub wrong: usize,
    /// The first of them, in the order of the chain.
    pub faults: Vec<Fault>,
}

/// The last seal.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Head {
    /// Its position.
    pub position: i64,
    /// Its hash.
    pub hash: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum Fault {
    /// A row says something else than when it was written.
    ChangedEntry {
        /// The row's id.
        id: i64,
        /// The position of its seal, if it had one.
        seal: Option<i64>,
    },
    /// Rows of a seal are missing.
    RemovedEntries {
        /// The seal's position.
        seal: i64,
        /// How many rows it was made of.
        expected: i64,
        /// How many there are.
        found: i64,
    },
    /// A seal has rows that it was not made of.
    InsertedEntries {
        /// The seal's position.
        seal: i64,
        /// How many rows it was made of.
        expected: i64,
        /// How many there are.
        found: i64,
    },
    /// A seal does not fit its rows, though their number is right: one was exchanged or changed
    /// together with its digest, or the seal was changed.
    BrokenSeal {
        /// The seal's position.
        seal: i64,
    },
    /// A seal does not continue the one before it.
    BrokenLink {
        /// The seal's position.
        seal: i64,
    },
    /// Seals are missing.
    RemovedSeals {
        /// The first missing position.
        first: i64,
        /// The last missing position.
        last: i64,
    },
    /// The end of the chain is not where the head says, though no seal is missing.
    WrongHead {
        /// The position of the last seal.
        last: i64,
        /// What the head says.
        told: i64,
    },
    /// Rows name a seal that does not exist.
    StrayEntries {
        /// How many.
        entries: i64,
    },
    /// No seal has the hash that the owner had noted.
    NotedHashMissing,
}

impl fmt::Display for Fault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::ChangedEntry { id, seal: None } => {
                write!(formatter, "audit row {id}, not sealed yet, was changed")
            }
            Fault::ChangedEntry {
                id,
                seal: Some(seal),
            } => write!(formatter, "audit row {id} in seal {seal} was changed"),
            Fault::RemovedEntries {
                seal,
                expected,
                found,
            } => write!(
                formatter,
                "seal {seal}: rows were removed, it had {expected} and has {found}"
            ),
            Fault::InsertedEntries {
                seal,
                expected,
                found,
            } => write!(
                formatter,
                "seal {seal}: rows were inserted, it had {expected} and has {found}"
            ),
            Fault::BrokenSeal { seal } => {
                write!(formatter, "seal {seal} does not fit its rows")
            }
            Fault::BrokenLink { seal } => {
                write!(
                    formatter,
                    "seal {seal} does not continue the seal before it"
                )
            }
            Fault::RemovedSeals { first, last } if first == last => {
                write!(formatter, "seal {first} was removed")
            }
            Fault::RemovedSeals { first, last } => {
                write!(formatter, "seals {first} to {last} were removed")
            }
            Fault::WrongHead { last, told } => write!(
                formatter,
                "the last seal is {last}, but the head of the chain tells of another at {told}"
            ),
            Fault::StrayEntries { entries } => {
                write!(
                    formatter,
                    "{entries} audit rows name a seal that is not there"
                )
            }
            Fault::NotedHashMissing => write!(formatter, "no seal has the noted hash"),
        }
    }
}

impl Report {
    /// Whether everything fits.
    pub fn is_whole(&self) -> bool {
        self.wrong == 0
    }

    pub(super) fn add(&mut self, fault: Fault) {
        self.wrong += 1;
        if self.faults.len() < LISTED {
            self.faults.push(fault);
        }
    }
}
