//! The graph of revisions, and what a target such as `head`, `core@+1` or `3f2-2` means in it.
//!
//! A [`Graph`] is built once from all known revisions and is sound from then on: no unknown
//! parents, no circles, no doubtful names. A [`State`] is a graph together with the revisions that
//! a database has applied, and answers what an upgrade or a downgrade would do.
//!
//! Whatever lists revisions lists them parents first, ties in the order in which the revisions
//! were given; only a downgrade lists children first.
//!
//! Deliberately absent: databases, files, and what a revision does. Also absent is an upgrade or a
//! downgrade that guesses: a target that could mean two things is an error that names both.

mod branch;
mod build;
mod downgrade;
mod error;
mod merge;
mod names;
mod nearest;
mod place;
mod range;
mod resolve;
mod stamp;
mod state;
mod target;
mod upgrade;
mod view;

use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use error::{GraphError, StateError, TargetError};
pub use names::check_name;
pub use state::State;

/// Revisions by number. Numbers follow the topological order, so a set lists parents first.
type Set = BTreeSet<usize>;

/// One revision as the graph sees it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Node {
    /// The revision's identifier, unique in the graph.
    pub id: String,
    /// The revisions that this one comes after: none for a base, several for a merge.
    pub down: Vec<String>,
    /// Revisions (or labels, which mean the revision that declares them) of other branches that
    /// must be applied before this one, without being its parents.
    pub depends_on: Vec<String>,
    /// Labels that this revision gives to its branch.
    pub branch_labels: Vec<String>,
}

/// All revisions and how they hang together; see the module for what is guaranteed.
#[derive(Debug, Clone)]
pub struct Graph {
    /// In topological order.
    nodes: Vec<Node>,
    numbers: HashMap<String, usize>,
    /// Each label with the revision that declares it, the lowest one if several do.
    labels: BTreeMap<String, usize>,
    /// Parents by `down`.
    down: Vec<Vec<usize>>,
    /// Children by `down`.
    children: Vec<Vec<usize>>,
    /// Parents by `down` and `depends_on`.
    needs: Vec<Vec<usize>>,
    /// Children by `down` and `depends_on`.
    needed_by: Vec<Vec<usize>>,
}

/// Everything that can be reached from `starts` over `links`, the starts included.
fn reach(starts: impl IntoIterator<Item = usize>, links: &[Vec<usize>]) -> Set {
    let mut open: Vec<usize> = starts.into_iter().collect();
    let mut reached = Set::new();
    while let Some(number) = open.pop() {
        if reached.insert(number) {
            open.extend(&links[number]);
        }
    }
    reached
}
