//! What a label stands for: a branch.

use super::{Graph, Set, TargetError, reach};

/// The branch that a label, or any revision on it, stands for.
#[derive(Debug)]
pub(super) struct Branch {
    /// As given in the target.
    pub(super) name: String,
    /// The lowest revision of the branch: the first after a branch point or a merge, or a base.
    pub(super) root: usize,
    /// The root and all that continues it, merges with other branches included.
    pub(super) members: Set,
    /// The members and all that they continue: the way from a base to the branch's heads.
    pub(super) lineage: Set,
}

impl Graph {
    /// The branch that `name`, a label or a revision, stands for.
    pub(super) fn branch(&self, name: &str, asked: &str) -> Result<Branch, TargetError> {
        let mut branch = self.branch_of(self.find(name, None, asked)?);
        name.clone_into(&mut branch.name);
        Ok(branch)
    }

    /// The branch of one revision: what continues it, and its line down to the branch point.
    pub(super) fn branch_of(&self, revision: usize) -> Branch {
        let mut root = revision;
        while let [parent] = self.down[root][..] {
            // The branch point belongs to all its branches, and a merge to those it merges.
            if self.children[parent].len() > 1 || self.down[parent].len() > 1 {
                break;
            }
            root = parent;
        }
        let members = reach([root], &self.children);
        let mut lineage = reach([root], &self.down);
        lineage.extend(&members);
        Branch {
            name: self.id(revision).to_owned(),
            root,
            members,
            lineage,
        }
    }

    /// The revision that an id, a label or a unique prefix names, on `branch` if one is given.
    pub(super) fn find(
        &self,
        name: &str,
        branch: Option<&Branch>,
        asked: &str,
    ) -> Result<usize, TargetError> {
        let on_branch = |number: &usize| branch.is_none_or(|one| one.lineage.contains(number));
        let elsewhere = |number: usize| TargetError::NotInBranch {
            asked: asked.to_owned(),
            revision: self.id(number).to_owned(),
            branch: branch.map(|one| one.name.clone()).unwrap_or_default(),
            labels: self
                .labels_at(number)
                .into_iter()
                .map(str::to_owned)
                .collect(),
        };
        if let Some(number) = self
            .numbers
            .get(name)
            .or_else(|| self.labels.get(name))
            .copied()
        {
            return if on_branch(&number) {
                Ok(number)
            } else {
                Err(elsewhere(number))
            };
        }
        let begin: Vec<usize> = (0..self.nodes.len())
            .filter(|number| self.id(*number).starts_with(name))
            .collect();
        let here: Vec<usize> = begin.iter().copied().filter(on_branch).collect();
        let (asked, name) = (asked.to_owned(), name.to_owned());
        match (here.as_slice(), begin.as_slice()) {
            ([], [number]) => Err(elsewhere(*number)),
            ([], _) => {
                let nearest = self.nearest_names(&name);
                Err(TargetError::Unknown {
                    asked,
                    name,
                    nearest,
                })
            }
            (_, _) if name.chars().count() < super::names::SHORTEST_PREFIX => {
                Err(TargetError::PrefixTooShort {
                    asked,
                    name,
                    candidates: self.owned_names(here),
                })
            }
            ([number], _) => Ok(*number),
            _ => {
                let candidates = self.owned_names(here);
                Err(TargetError::AmbiguousPrefix {
                    asked,
                    name,
                    candidates,
                })
            }
        }
    }
}
