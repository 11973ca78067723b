//! All revisions that a program knows, with their graph.

use crate::graph::{Graph, GraphError};
use crate::{ReplayError, Revision, Schema, replay};

/// Revisions and how they follow each other.
#[derive(Clone, Debug)]
pub struct History {
    revisions: Vec<Revision>,
    graph: Graph,
}

impl History {
    /// Joins revisions to a history; those of the program itself and those of a folder alike.
    pub fn new(revisions: Vec<Revision>) -> Result<Self, GraphError> {
        let graph = Graph::new(revisions.iter().map(Revision::node).collect())?;
        Ok(History { revisions, graph })
    }

    /// How they follow each other.
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// All revisions, in the order in which they were given.
    pub fn revisions(&self) -> &[Revision] {
        &self.revisions
    }

    /// The revision with this id.
    pub fn revision(&self, id: &str) -> Option<&Revision> {
        self.revisions.iter().find(|revision| revision.id == id)
    }

    /// The schema after these revisions, which stand parents first, as far as data can tell:
    /// `sql` operations leave no trace in it.
    pub fn replay<T: AsRef<str>>(&self, ids: &[T]) -> Result<Schema, ReplayError> {
        let mut schema = Schema::default();
        for id in ids {
            let Some(revision) = self.revision(id.as_ref()) else {
                continue;
            };
            for operation in &revision.operations {
                replay(&mut schema, operation)?;
            }
        }
        Ok(schema)
    }

    /// The schema after all revisions.
    pub fn replay_all(&self) -> Result<Schema, ReplayError> {
        let ids: Vec<&str> = self.graph.ids().collect();
        self.replay(&ids)
    }
}
