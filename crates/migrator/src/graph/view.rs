//! Looking at the graph: heads, bases, branch and merge points, ancestors, labels.

use super::{Graph, Node, Set, State, StateError, TargetError, nearest::nearest, reach};

impl Graph {
    /// All revisions in topological order.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter()
    }

    /// The ids in topological order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().map(|node| node.id.as_str())
    }

    /// The revision with exactly this id.
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.numbers.get(id).map(|number| &self.nodes[*number])
    }

    /// The number of revisions.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no revisions.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The graph together with what a database has applied: every applied revision, not only the
    /// last ones. The order of `applied` does not matter.
    ///
    /// # Errors
    /// [`StateError`] when an applied revision is not known, or something it needs is not applied.
    pub fn state<T: AsRef<str>>(&self, applied: &[T]) -> Result<State<'_>, StateError> {
        State::new(self, applied)
    }

    /// Revisions that no other one continues. Something may still depend on them.
    pub fn heads(&self) -> Vec<&str> {
        self.names(self.numbers_where(|number| self.children[number].is_empty()))
    }

    /// Revisions without a parent. They may still depend on others.
    pub fn bases(&self) -> Vec<&str> {
        self.names(self.base_numbers())
    }

    /// The heads of a branch, named by a label or by a revision on it.
    pub fn heads_of(&self, branch: &str) -> Result<Vec<&str>, TargetError> {
        Ok(self.names(self.heads_in(&self.branch(branch, branch)?.members)))
    }

    /// Revisions that several others continue.
    pub fn branch_points(&self) -> Vec<&str> {
        self.names(self.numbers_where(|number| self.children[number].len() > 1))
    }

    /// Revisions that continue several others.
    pub fn merge_points(&self) -> Vec<&str> {
        self.names(self.numbers_where(|number| self.down[number].len() > 1))
    }

    /// Whether `id` is a revision that no other one continues.
    pub fn is_head(&self, id: &str) -> bool {
        self.numbers
            .get(id)
            .is_some_and(|number| self.children[*number].is_empty())
    }

    /// Everything that must be applied before `id`, dependencies included.
    pub fn ancestors(&self, id: &str) -> Result<Vec<&str>, TargetError> {
        self.reached_from(id, &self.needs)
    }

    /// Everything that needs `id` to be applied, dependents included.
    pub fn descendants(&self, id: &str) -> Result<Vec<&str>, TargetError> {
        self.reached_from(id, &self.needed_by)
    }

    /// The labels of the branches that `id` is on, in alphabetical order.
    pub fn labels_of(&self, id: &str) -> Result<Vec<&str>, TargetError> {
        Ok(self.labels_at(self.number(id)?))
    }

    /// All labels in alphabetical order, each with the revision that declares it.
    pub fn labels(&self) -> impl Iterator<Item = (&str, &str)> {
        self.labels
            .iter()
            .map(|(label, owner)| (label.as_str(), self.id(*owner)))
    }

    pub(super) fn id(&self, number: usize) -> &str {
        &self.nodes[number].id
    }

    pub(super) fn names(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<&str> {
        numbers.into_iter().map(|number| self.id(number)).collect()
    }

    pub(super) fn owned_names(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
        numbers
            .into_iter()
            .map(|number| self.id(number).to_owned())
            .collect()
    }

    /// Names for a message, each with its labels: `3f2a (core)`.
    pub(super) fn described(&self, numbers: impl IntoIterator<Item = usize>) -> Vec<String> {
        let describe = |number| match self.labels_at(number) {
            labels if labels.is_empty() => format!("`{}`", self.id(number)),
            labels => format!("`{}` ({})", self.id(number), labels.join(", ")),
        };
        numbers.into_iter().map(describe).collect()
    }

    pub(super) fn labels_at(&self, number: usize) -> Vec<&str> {
        let here = |owner: &usize| self.branch_of(*owner).members.contains(&number);
        self.labels
            .iter()
            .filter(|(_, owner)| here(owner))
            .map(|(name, _)| name.as_str())
            .collect()
    }

    pub(super) fn base_numbers(&self) -> Set {
        self.numbers_where(|number| self.down[number].is_empty())
    }

    /// Those of `revisions` that none of `revisions` continues.
    pub(super) fn heads_in(&self, revisions: &Set) -> Set {
        let continued = |number: usize| {
            self.children[number]
                .iter()
                .any(|next| revisions.contains(next))
        };
        revisions
            .iter()
            .copied()
            .filter(|number| !continued(*number))
            .collect()
    }

    pub(super) fn all(&self) -> Set {
        (0..self.nodes.len()).collect()
    }

    /// The known ids and labels that look like `name`.
    pub(super) fn nearest_names(&self, name: &str) -> Vec<String> {
        nearest(
            name,
            self.ids().chain(self.labels.keys().map(String::as_str)),
        )
    }

    fn numbers_where(&self, holds: impl Fn(usize) -> bool) -> Set {
        (0..self.nodes.len())
            .filter(|number| holds(*number))
            .collect()
    }

    fn number(&self, id: &str) -> Result<usize, TargetError> {
        self.numbers
            .get(id)
            .copied()
            .ok_or_else(|| TargetError::Unknown {
                asked: id.to_owned(),
                name: id.to_owned(),
                nearest: self.nearest_names(id),
            })
    }

    fn reached_from(&self, id: &str, links: &[Vec<usize>]) -> Result<Vec<&str>, TargetError> {
        let number = self.number(id)?;
        let mut reached = reach([number], links);
        reached.remove(&number);
        Ok(self.names(reached))
    }
}
