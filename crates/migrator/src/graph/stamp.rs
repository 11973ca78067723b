//! What a database is recorded to have applied after a stamp, which runs nothing.

use super::{
    Set, State, TargetError, reach,
    resolve::{Point, Viewpoint},
    target::Target,
};

impl<'a> State<'a> {
    /// All revisions that count as applied once the database is stamped with `target`: as if it
    /// had been downgraded to it where it is above, and upgraded where it is below. Other branches
    /// stay as they are.
    pub fn stamp(&self, target: &str) -> Result<Vec<&'a str>, TargetError> {
        let graph = self.graph;
        let view = Viewpoint {
            current: Some(&self.applied),
            start: None,
        };
        let (branch, point) = graph.locate(&Target::parse(target)?, &view)?;
        let (mut above, below) = match &point {
            Point::At(revisions) => (
                &reach(revisions.iter().copied(), &graph.children) - revisions,
                graph.applied_at(&point),
            ),
            Point::Before(first) => (reach(first.iter().copied(), &graph.children), Set::new()),
        };
        if let Some(branch) = &branch {
            above = &above & &branch.members;
        }
        let kept = &self.applied - &graph.with_dependents(above);
        Ok(graph.names(&kept | &below))
    }
}
