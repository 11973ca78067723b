//! A graph together with what a database has applied.

use super::{Graph, Set, StateError};

/// What a database has applied, known to fit the graph. It answers what [`State::upgrade`],
/// [`State::downgrade`] and [`State::stamp`] would do.
#[derive(Debug, Clone)]
pub struct State<'a> {
    pub(super) graph: &'a Graph,
    pub(super) applied: Set,
}

impl<'a> State<'a> {
    pub(super) fn new<T: AsRef<str>>(graph: &'a Graph, ids: &[T]) -> Result<Self, StateError> {
        let mut applied = Set::new();
        let mut unknown = Vec::new();
        for id in ids {
            match graph.numbers.get(id.as_ref()) {
                Some(number) => {
                    applied.insert(*number);
                }
                None => unknown.push(id.as_ref().to_owned()),
            }
        }
        if !unknown.is_empty() {
            return Err(StateError::Ahead { revisions: unknown });
        }
        let mut gaps = Vec::new();
        for number in &applied {
            for needed in graph.needs[*number]
                .iter()
                .filter(|one| !applied.contains(one))
            {
                gaps.push((graph.id(*number).to_owned(), graph.id(*needed).to_owned()));
            }
        }
        if gaps.is_empty() {
            Ok(Self { graph, applied })
        } else {
            Err(StateError::Gaps { gaps })
        }
    }

    /// The applied revisions, parents first.
    pub fn applied(&self) -> Vec<&'a str> {
        self.graph.names(self.applied.iter().copied())
    }

    /// The revisions that are not applied, parents first.
    pub fn pending(&self) -> Vec<&'a str> {
        self.graph.names(&self.graph.all() - &self.applied)
    }

    /// Whether the revision with exactly this id is applied.
    pub fn is_applied(&self, id: &str) -> bool {
        self.graph
            .numbers
            .get(id)
            .is_some_and(|number| self.applied.contains(number))
    }

    /// The applied revisions that no other applied one continues: where the database stands.
    pub fn current_heads(&self) -> Vec<&'a str> {
        self.graph.names(self.graph.heads_in(&self.applied))
    }
}
