//! Which revisions a downgrade reverts.

use super::{
    Graph, Set, State, TargetError, reach,
    resolve::{Point, Viewpoint},
    target::{Steps, Symbol, Target},
};

impl<'a> State<'a> {
    /// The revisions to revert, in this order, children first. Reverted is what continues the
    /// target, and what continues or depends on a reverted one; other branches stay. With
    /// `label@`, only that branch goes, and what depends on it. `-N` reverts N times the one
    /// current revision. Empty when nothing is to be done.
    pub fn downgrade(&self, target: &str) -> Result<Vec<&'a str>, TargetError> {
        let target = Target::parse(target)?;
        let graph = self.graph;
        let view = Viewpoint {
            current: Some(&self.applied),
            start: None,
        };
        let list = graph.to_revert(&target, &self.applied, &view, &self.applied)?;
        Ok(graph.names(list.into_iter().rev()))
    }
}

impl Graph {
    /// `within` limits what bare steps revert: they go down from the heads in it.
    pub(super) fn to_revert(
        &self,
        target: &Target,
        applied: &Set,
        view: &Viewpoint<'_>,
        within: &Set,
    ) -> Result<Set, TargetError> {
        if matches!(target.symbol, Symbol::Here | Symbol::Current) {
            match target.steps {
                Some(Steps::Down(steps)) => {
                    return self.step_back(target, applied, within, steps);
                }
                Some(Steps::Up(_)) => {
                    let why = "goes up, which a downgrade does not; use `mercer db upgrade`";
                    return Err(TargetError::WrongDirection {
                        asked: target.asked.clone(),
                        why,
                    });
                }
                None => return Ok(Set::new()),
            }
        }
        let (branch, point) = self.locate(target, view)?;
        let mut above = match &point {
            Point::At(revisions) => {
                let missing: Vec<usize> = (revisions - applied).into_iter().collect();
                if !missing.is_empty() {
                    return Err(TargetError::NotApplied {
                        asked: target.asked.clone(),
                        revisions: self.owned_names(missing),
                        heads: self.described(self.heads_in(applied)),
                    });
                }
                &reach(revisions.iter().copied(), &self.children) - revisions
            }
            Point::Before(first) => reach(first.iter().copied(), &self.children),
        };
        if let Some(branch) = &branch {
            above = &above & &branch.members;
        }
        Ok(&self.with_dependents(above) & applied)
    }

    /// The revisions and all that continues or depends on them.
    pub(super) fn with_dependents(&self, revisions: Set) -> Set {
        reach(revisions, &self.needed_by)
    }

    /// Reverts the one head of `within` (and of the target's branch), `steps` times.
    fn step_back(
        &self,
        target: &Target,
        applied: &Set,
        within: &Set,
        steps: usize,
    ) -> Result<Set, TargetError> {
        let mut left = within & applied;
        if let Some(name) = &target.branch {
            left = &left & &self.branch(name, &target.asked)?.members;
        }
        let mut reverted = Set::new();
        for possible in 0..steps {
            let heads = self.heads_in(&left);
            let Some(head) = heads.first().copied() else {
                return Err(TargetError::TooFar {
                    asked: target.asked.clone(),
                    steps,
                    possible,
                });
            };
            if heads.len() > 1 {
                let heads = self.described(heads);
                return Err(TargetError::SeveralCurrent {
                    asked: target.asked.clone(),
                    heads,
                });
            }
            let gone = self.with_dependents(Set::from([head]));
            left = &left - &gone;
            reverted.extend(&gone & applied);
        }
        Ok(reverted)
    }
}
