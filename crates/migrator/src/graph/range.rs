//! Ranges `from:to`: what history shows, and what is written as SQL without a database.

use super::{
    Graph, Set, State, TargetError, reach,
    resolve::{Point, Viewpoint},
    target::Target,
};

impl Graph {
    /// The revisions from one end of a range to the other, both included, parents first. An end
    /// that is left out is `base` or `heads`; bare steps in the second end count from the first;
    /// `current`, and bare steps in the first end, need `state`.
    pub fn history(
        &self,
        range: &str,
        state: Option<&State<'_>>,
    ) -> Result<Vec<&str>, TargetError> {
        let (from, to) = split(range)?;
        let current = state.map(|state| &state.applied);
        let point = self.end(
            from,
            &Viewpoint {
                current,
                start: None,
            },
        )?;
        let (Point::At(first) | Point::Before(first)) = &point;
        let above = reach(first.iter().copied(), &self.needed_by);
        let start = Some(point.clone());
        let below = match self.end(to, &Viewpoint { current, start })? {
            Point::At(last) => reach(last, &self.needs),
            Point::Before(_) => Set::new(),
        };
        let between = &above & &below;
        if between.is_empty() && !self.is_empty() {
            return Err(TargetError::EmptyRange {
                asked: range.to_owned(),
            });
        }
        Ok(self.names(between))
    }

    /// The revisions to apply from `from` to `to`, in order; a target alone begins at `base`.
    pub fn offline_upgrade(&self, range: &str) -> Result<Vec<&str>, TargetError> {
        let (from, to) = if range.contains(':') {
            split(range)?
        } else {
            ("base", range)
        };
        let start = self.end(from, &Viewpoint::default())?;
        let applied = self.applied_at(&start);
        let view = Viewpoint {
            current: None,
            start: Some(start),
        };
        Ok(self.names(self.to_apply(&Target::parse(to)?, &applied, &view)?))
    }

    /// The revisions to revert from `from` down to `to`, children first. Both ends must be given.
    pub fn offline_downgrade(&self, range: &str) -> Result<Vec<&str>, TargetError> {
        let (from, to) = split(range)?;
        if range.starts_with(':') || range.ends_with(':') {
            let why = "a downgrade without a database needs both ends, `from:to`";
            return Err(TargetError::Malformed {
                asked: range.to_owned(),
                why,
            });
        }
        let start = self.end(from, &Viewpoint::default())?;
        let applied = self.applied_at(&start);
        let within = match &start {
            Point::At(revisions) => reach(revisions.iter().copied(), &self.down),
            Point::Before(_) => applied.clone(),
        };
        let view = Viewpoint {
            current: None,
            start: Some(start),
        };
        let list = self.to_revert(&Target::parse(to)?, &applied, &view, &within)?;
        Ok(self.names(list.into_iter().rev()))
    }

    fn end(&self, text: &str, view: &Viewpoint<'_>) -> Result<Point, TargetError> {
        Ok(self.locate(&Target::parse(text)?, view)?.1)
    }
}

/// The two ends; what is left out becomes `base` and `heads`.
fn split(range: &str) -> Result<(&str, &str), TargetError> {
    let why = "a range is written `from:to`, with one colon";
    let malformed = || TargetError::Malformed {
        asked: range.to_owned(),
        why,
    };
    let (from, to) = range.split_once(':').ok_or_else(malformed)?;
    if to.contains(':') {
        return Err(malformed());
    }
    let or = |end, otherwise| if str::is_empty(end) { otherwise } else { end };
    Ok((or(from, "base"), or(to, "heads")))
}
