//! Where a new revision goes.

use super::{
    Graph, TargetError,
    resolve::{Point, Viewpoint},
    target::Target,
};

impl Graph {
    /// The `down_revision` of a new revision. Without `head` it continues the only head, or is the
    /// first revision; `base` begins a branch without a parent. `splice` allows a parent that is
    /// continued already.
    pub fn place(&self, head: Option<&str>, splice: bool) -> Result<Vec<&str>, TargetError> {
        let heads = self.heads_in(&self.all());
        let Some(asked) = head else {
            if heads.len() > 1 {
                let heads = self.described(heads);
                return Err(TargetError::SeveralHeadsToContinue { heads });
            }
            return Ok(self.names(heads));
        };
        let parents = match self
            .locate(&Target::parse(asked)?, &Viewpoint::default())?
            .1
        {
            Point::At(parents) => parents,
            Point::Before(_) => return Ok(Vec::new()),
        };
        if parents.len() > 1 {
            let heads = self.described(parents);
            return Err(TargetError::SeveralHeadsToContinue { heads });
        }
        if !splice && let Some(parent) = parents.difference(&heads).next() {
            return Err(TargetError::NotAHead {
                asked: asked.to_owned(),
                revision: self.id(*parent).to_owned(),
                children: self.owned_names(self.children[*parent].iter().copied()),
            });
        }
        Ok(self.names(parents))
    }
}
