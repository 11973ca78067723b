//! Where in the graph a target points.

use super::{
    Graph, Set, State, TargetError,
    branch::Branch,
    reach,
    target::{Steps, Symbol, Target},
};

/// A place in the graph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Point {
    /// With these revisions applied.
    At(Set),
    /// With none of these applied, nor what continues them: `base`, or the base of a branch.
    Before(Set),
}

/// What a target is relative to.
#[derive(Debug, Default)]
pub(super) struct Viewpoint<'a> {
    /// What a database has applied: `current`.
    pub(super) current: Option<&'a Set>,
    /// Where bare steps such as `+2` begin, if not at `current`: the first end of a range.
    pub(super) start: Option<Point>,
}

impl Graph {
    /// The revisions that `target` names, none for `base`. `current` and bare steps need `state`.
    pub fn resolve(
        &self,
        target: &str,
        state: Option<&State<'_>>,
    ) -> Result<Vec<&str>, TargetError> {
        let view = Viewpoint {
            current: state.map(|state| &state.applied),
            start: None,
        };
        match self.locate(&Target::parse(target)?, &view)?.1 {
            Point::At(revisions) => Ok(self.names(revisions)),
            Point::Before(_) => Ok(Vec::new()),
        }
    }

    /// The branch that `target` is limited to, and the place it points to.
    pub(super) fn locate(
        &self,
        target: &Target,
        view: &Viewpoint<'_>,
    ) -> Result<(Option<Branch>, Point), TargetError> {
        let asked = target.asked.as_str();
        let branch = match &target.branch {
            Some(name) => Some(self.branch(name, asked)?),
            None => None,
        };
        let here = branch.as_ref();
        let origin = match &target.symbol {
            Symbol::Head | Symbol::Heads => {
                let heads =
                    self.heads_in(&here.map_or_else(|| self.all(), |one| one.members.clone()));
                if target.symbol == Symbol::Head && heads.len() > 1 {
                    let heads = self.described(heads);
                    return Err(TargetError::SeveralHeads {
                        asked: asked.to_owned(),
                        heads,
                    });
                }
                Point::At(heads)
            }
            Symbol::Base => Point::Before(here.map_or_else(|| self.base_numbers(), root_of)),
            Symbol::Name(name) => Point::At(Set::from([self.find(name, here, asked)?])),
            Symbol::Here | Symbol::Current => match (&view.start, here) {
                (Some(start), None) if target.symbol == Symbol::Here => start.clone(),
                (Some(start), _) if target.symbol == Symbol::Here => {
                    self.current_point(&self.applied_at(start), here)
                }
                _ => {
                    let asked = asked.to_owned();
                    let applied = view.current.ok_or(TargetError::NeedsDatabase { asked })?;
                    self.current_point(applied, here)
                }
            },
        };
        let point = match target.steps {
            None => origin,
            Some(steps) => self.walk(target, origin, steps, here)?,
        };
        Ok((branch, point))
    }

    /// Where a database stands, on one branch if one is given.
    fn current_point(&self, applied: &Set, branch: Option<&Branch>) -> Point {
        let applied = match branch {
            None => applied.clone(),
            Some(branch) => applied & &branch.lineage,
        };
        if !applied.is_empty() {
            return Point::At(self.heads_in(&applied));
        }
        let bases = self.base_numbers();
        Point::Before(branch.map_or_else(|| bases.clone(), |branch| &bases & &branch.lineage))
    }

    fn walk(
        &self,
        target: &Target,
        origin: Point,
        steps: Steps,
        branch: Option<&Branch>,
    ) -> Result<Point, TargetError> {
        let asked = || target.asked.clone();
        if let Point::At(starts) = &origin
            && starts.len() > 1
        {
            let heads = self.described(starts.iter().copied());
            return Err(match target.symbol {
                Symbol::Heads => TargetError::SeveralHeads {
                    asked: asked(),
                    heads,
                },
                _ => TargetError::SeveralCurrent {
                    asked: asked(),
                    heads,
                },
            });
        }
        let (count, up) = match steps {
            Steps::Up(count) => (count, true),
            Steps::Down(count) => (count, false),
        };
        let mut point = origin;
        for possible in 0..count {
            let next = match (&point, up) {
                (Point::At(one), true) => linked(one, &self.children, branch),
                (Point::Before(first), true) => first.clone(),
                (Point::At(one), false) => linked(one, &self.down, branch),
                (Point::Before(_), false) => Set::new(),
            };
            point = match (next.len(), point) {
                (1, _) => Point::At(next),
                // One step below a base is the state before it.
                (0, Point::At(one)) if !up && !one.is_empty() => Point::Before(one),
                (0, _) => {
                    return Err(TargetError::TooFar {
                        asked: asked(),
                        steps: count,
                        possible,
                    });
                }
                (_, point) => {
                    let from = match point {
                        Point::At(one) => self.described(one).join(", "),
                        Point::Before(_) => "the base".to_owned(),
                    };
                    let candidates = self.described(next);
                    return Err(TargetError::AmbiguousStep {
                        asked: asked(),
                        from,
                        candidates,
                    });
                }
            };
        }
        Ok(point)
    }

    /// Everything that is applied when a database stands at `point` and nowhere else.
    pub(super) fn applied_at(&self, point: &Point) -> Set {
        match point {
            Point::At(revisions) => reach(revisions.iter().copied(), &self.needs),
            Point::Before(first) => {
                let below = first
                    .iter()
                    .flat_map(|number| self.down[*number].iter().copied());
                reach(below, &self.needs)
            }
        }
    }
}

fn root_of(branch: &Branch) -> Set {
    Set::from([branch.root])
}

/// What `links` lead to, on the way of the branch if one is given.
fn linked(from: &Set, links: &[Vec<usize>], branch: Option<&Branch>) -> Set {
    let next = from
        .iter()
        .flat_map(|number| links[*number].iter().copied());
    next.filter(|number| branch.is_none_or(|one| one.lineage.contains(number)))
        .collect()
}
