//! Which revisions a merge joins.

use super::{
    Graph, Set, TargetError,
    resolve::{Point, Viewpoint},
    target::Target,
};

impl Graph {
    /// The `down_revision` list of a revision that merges `targets`, each naming one head or
    /// several (`heads`).
    pub fn merge<T: AsRef<str>>(&self, targets: &[T]) -> Result<Vec<&str>, TargetError> {
        let heads = self.heads_in(&self.all());
        let mut joined = Set::new();
        for target in targets {
            let target = Target::parse(target.as_ref())?;
            let Point::At(revisions) = self.locate(&target, &Viewpoint::default())?.1 else {
                let (given, heads) = (vec![target.asked], self.described(heads));
                return Err(TargetError::NothingToMerge { given, heads });
            };
            if let Some(inner) = revisions.difference(&heads).next() {
                return Err(TargetError::NotAHead {
                    asked: target.asked,
                    revision: self.id(*inner).to_owned(),
                    children: self.owned_names(self.children[*inner].iter().copied()),
                });
            }
            joined.extend(revisions);
        }
        if joined.len() < 2 {
            let (given, heads) = (self.described(joined), self.described(heads));
            return Err(TargetError::NothingToMerge { given, heads });
        }
        Ok(self.names(joined))
    }
}
