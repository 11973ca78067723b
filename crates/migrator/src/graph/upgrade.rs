//! Which revisions an upgrade applies.

use super::{
    Graph, Set, State, TargetError,
    resolve::{Point, Viewpoint},
    target::{Steps, Symbol, Target},
};

impl<'a> State<'a> {
    /// The revisions to apply, in this order, so that `target` is applied: what it continues, what
    /// it depends on, and itself, as far as not applied yet. Empty when nothing is to be done.
    pub fn upgrade(&self, target: &str) -> Result<Vec<&'a str>, TargetError> {
        let view = Viewpoint {
            current: Some(&self.applied),
            start: None,
        };
        let list = self
            .graph
            .to_apply(&Target::parse(target)?, &self.applied, &view)?;
        Ok(self.graph.names(list))
    }
}

impl Graph {
    pub(super) fn to_apply(
        &self,
        target: &Target,
        applied: &Set,
        view: &Viewpoint<'_>,
    ) -> Result<Set, TargetError> {
        let wrong = || TargetError::WrongDirection {
            asked: target.asked.clone(),
            why: "goes down, which an upgrade does not; use `mercer db downgrade`",
        };
        let from_here = matches!(target.symbol, Symbol::Here | Symbol::Current);
        if from_here && matches!(target.steps, Some(Steps::Down(_))) {
            return Err(wrong());
        }
        let point = match self.locate(target, view)?.1 {
            // A database without any revision stands before the bases, and may stay there.
            Point::Before(_) if from_here => return Ok(Set::new()),
            Point::Before(_) => return Err(wrong()),
            point @ Point::At(_) => point,
        };
        Ok(&self.applied_at(&point) - applied)
    }
}
