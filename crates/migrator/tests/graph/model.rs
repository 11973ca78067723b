//! What targets mean, written a second time and as plainly as possible: adjacency matrices, their
//! closures, and loops over all revisions.

use std::collections::BTreeSet;

use mercer_migrator::Node;

use crate::ask::{Ask, Symbol};

type Matrix = Vec<Vec<bool>>;
type Revisions = BTreeSet<usize>;

/// Why there is no answer, as a word.
pub(crate) type Refusal = &'static str;

pub(crate) struct Model {
    pub(crate) ids: Vec<String>,
    /// Each label with the revision that stands for it.
    pub(crate) labels: Vec<(String, usize)>,
    /// By `down` alone.
    parents: Vec<Revisions>,
    /// By `down` alone.
    children: Vec<Revisions>,
    /// `below[one][other]`: `other` is `one` or is reached from it by `down`.
    below: Matrix,
    /// The same by `down` and `depends_on`.
    pub(crate) needs: Matrix,
}

/// A place: on revisions, or under them.
enum Spot {
    On(Revisions),
    Under(Revisions),
}

/// The members of a branch and its lineage.
struct Line {
    root: usize,
    members: Revisions,
    lineage: Revisions,
}

impl Model {
    pub(crate) fn new(nodes: &[Node]) -> Self {
        let ids: Vec<String> = nodes.iter().map(|node| node.id.clone()).collect();
        let at = |name: &String| ids.iter().position(|id| id == name);
        let empty = vec![vec![false; ids.len()]; ids.len()];
        let mut parent = empty.clone();
        for (child, node) in nodes.iter().enumerate() {
            for name in &node.down {
                parent[child][at(name).expect("a parent is a revision")] = true;
            }
        }
        let below = closure(&parent);
        let mut labels = Vec::new();
        for label in nodes
            .iter()
            .flat_map(|node| &node.branch_labels)
            .collect::<BTreeSet<_>>()
        {
            let declares = |one: &usize| nodes[*one].branch_labels.contains(label);
            let all: Vec<usize> = (0..ids.len()).filter(declares).collect();
            let lowest = all
                .iter()
                .find(|one| all.iter().all(|other| below[*other][**one]));
            labels.push((
                label.clone(),
                *lowest.expect("a label stands on one branch"),
            ));
        }
        let mut direct = parent.clone();
        for (child, node) in nodes.iter().enumerate() {
            for name in &node.depends_on {
                let labelled = || {
                    labels
                        .iter()
                        .find(|(label, _)| label == name)
                        .map(|one| one.1)
                };
                direct[child][at(name).or_else(labelled).expect("a dependency is known")] = true;
            }
        }
        let all = 0..ids.len();
        let up = |one: usize| all.clone().filter(|other| parent[one][*other]).collect();
        let down = |one: usize| all.clone().filter(|other| parent[*other][one]).collect();
        let (parents, children) = (
            all.clone().map(up).collect(),
            all.clone().map(down).collect(),
        );
        Self {
            needs: closure(&direct),
            ids,
            labels,
            parents,
            children,
            below,
        }
    }

    fn all(&self) -> std::ops::Range<usize> {
        0..self.ids.len()
    }

    pub(crate) fn is_branch_point(&self, one: usize) -> bool {
        self.children[one].len() > 1
    }

    pub(crate) fn is_merge_point(&self, one: usize) -> bool {
        self.parents[one].len() > 1
    }

    /// Those of `some` that have no child in `some`.
    pub(crate) fn tops(&self, some: &Revisions) -> Revisions {
        some.iter()
            .copied()
            .filter(|one| self.children[*one].is_disjoint(some))
            .collect()
    }

    pub(crate) fn bases(&self) -> Revisions {
        self.all()
            .filter(|one| self.parents[*one].is_empty())
            .collect()
    }

    /// Parents first, otherwise as given, found by looking for the next one again and again.
    pub(crate) fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = Vec::new();
        while order.len() < self.ids.len() {
            let ready = |one: &usize| {
                !order.contains(one)
                    && self.all().all(|other| {
                        other == *one || !self.needs[*one][other] || order.contains(&other)
                    })
            };
            order.push(self.all().find(ready).expect("there is no circle"));
        }
        order
    }

    pub(crate) fn labels_of(&self, one: usize) -> Vec<&str> {
        let here = |owner: usize| self.line(owner).members.contains(&one);
        self.labels
            .iter()
            .filter(|label| here(label.1))
            .map(|label| label.0.as_str())
            .collect()
    }

    fn line(&self, owner: usize) -> Line {
        // All revisions from which the owner can be reached without meeting a fork or a merge.
        let mut chain = Revisions::from([owner]);
        for _ in self.all() {
            for one in self.all() {
                let child = &self.children[one];
                let joins = child.len() == 1
                    && child
                        .iter()
                        .all(|next| chain.contains(next) && self.parents[*next].len() == 1)
                    && self.parents[one].len() < 2
                    && self.below[owner][one];
                if joins {
                    chain.insert(one);
                }
            }
        }
        let is_root = |one: &&usize| chain.iter().all(|other| self.below[*other][**one]);
        let root = *chain
            .iter()
            .find(is_root)
            .expect("a chain has a lowest revision");
        Line {
            root,
            members: self.all().filter(|one| self.below[*one][root]).collect(),
            lineage: self
                .all()
                .filter(|one| self.below[*one][root] || self.below[root][*one])
                .collect(),
        }
    }

    fn find(&self, name: &str, line: Option<&Line>) -> Result<usize, Refusal> {
        let on_line = |one: usize| line.is_none_or(|line| line.lineage.contains(&one));
        let exact = self.ids.iter().position(|id| id == name);
        let label = self
            .labels
            .iter()
            .find(|label| label.0 == name)
            .map(|label| label.1);
        if let Some(one) = exact.or(label) {
            return if on_line(one) {
                Ok(one)
            } else {
                Err("elsewhere")
            };
        }
        let begun: Vec<usize> = self
            .all()
            .filter(|one| self.ids[*one].starts_with(name))
            .collect();
        let here: Vec<usize> = begun.iter().copied().filter(|one| on_line(*one)).collect();
        match (begun.len(), here.len()) {
            (1, 0) => Err("elsewhere"),
            (_, 0) => Err("unknown"),
            _ if name.len() < 3 => Err("short"),
            (_, 1) => Ok(here[0]),
            _ => Err("ambiguous"),
        }
    }

    fn spot(&self, ask: &Ask, applied: &Revisions) -> Result<(Option<Line>, Spot), Refusal> {
        let line = match &ask.branch {
            None => None,
            Some(name) => Some(self.line(self.find(name, None)?)),
        };
        let everything: Revisions = self.all().collect();
        let members = line.as_ref().map_or(&everything, |line| &line.members);
        let lineage = line.as_ref().map_or(&everything, |line| &line.lineage);
        let mut spot = match &ask.symbol {
            Symbol::Head if self.tops(members).len() > 1 => return Err("several heads"),
            Symbol::Head | Symbol::Heads => Spot::On(self.tops(members)),
            Symbol::Base if line.is_some() => {
                Spot::Under(line.iter().map(|line| line.root).collect())
            }
            Symbol::Base => Spot::Under(self.bases()),
            Symbol::Name(name) => Spot::On(Revisions::from([self.find(name, line.as_ref())?])),
            Symbol::Here | Symbol::Current => match applied & lineage {
                none if none.is_empty() => Spot::Under(&self.bases() & lineage),
                some => Spot::On(self.tops(&some)),
            },
        };
        if let Spot::On(some) = &spot
            && ask.steps != 0
            && some.len() > 1
        {
            return Err(if ask.is_here() {
                "several current"
            } else {
                "several heads"
            });
        }
        for _ in 0..ask.steps.abs() {
            let next = match &spot {
                Spot::On(one) if ask.steps > 0 => {
                    &one.iter()
                        .flat_map(|one| self.children[*one].clone())
                        .collect()
                        & lineage
                }
                Spot::On(one) => {
                    &one.iter()
                        .flat_map(|one| self.parents[*one].clone())
                        .collect()
                        & lineage
                }
                Spot::Under(first) if ask.steps > 0 => first.clone(),
                Spot::Under(_) => Revisions::new(),
            };
            spot = match (next.len(), spot) {
                (0, Spot::On(one)) if ask.steps < 0 => Spot::Under(one),
                (0, _) => return Err("too far"),
                (1, _) => Spot::On(next),
                _ => return Err("parts"),
            };
        }
        Ok((line, spot))
    }

    pub(crate) fn upgrade(&self, ask: &Ask, applied: &Revisions) -> Result<Revisions, Refusal> {
        if ask.is_here() && ask.steps < 0 {
            return Err("direction");
        }
        match self.spot(ask, applied)?.1 {
            Spot::Under(_) if ask.is_here() => Ok(Revisions::new()),
            Spot::Under(_) => Err("direction"),
            Spot::On(some) => {
                let wanted = |one: &usize| some.iter().any(|top| self.needs[*top][*one]);
                Ok(self
                    .all()
                    .filter(wanted)
                    .filter(|one| !applied.contains(one))
                    .collect())
            }
        }
    }

    pub(crate) fn downgrade(&self, ask: &Ask, applied: &Revisions) -> Result<Revisions, Refusal> {
        if ask.is_here() {
            return match ask.steps {
                0 => Ok(Revisions::new()),
                1.. => Err("direction"),
                _ => self.step_back(ask, applied),
            };
        }
        let (line, spot) = self.spot(ask, applied)?;
        if let Spot::On(some) = &spot
            && !some.is_subset(applied)
        {
            return Err("not applied");
        }
        Ok(&self.gone(line.as_ref(), &spot) & applied)
    }

    /// What cannot be applied when the database is to stand at the spot.
    fn gone(&self, line: Option<&Line>, spot: &Spot) -> Revisions {
        let above: Vec<usize> = self
            .all()
            .filter(|one| match spot {
                Spot::On(some) => {
                    !some.contains(one) && some.iter().any(|low| self.below[*one][*low])
                }
                Spot::Under(first) => first.iter().any(|low| self.below[*one][*low]),
            })
            .filter(|one| line.is_none_or(|line| line.members.contains(one)))
            .collect();
        self.all()
            .filter(|one| above.iter().any(|low| self.needs[*one][*low]))
            .collect()
    }

    fn step_back(&self, ask: &Ask, applied: &Revisions) -> Result<Revisions, Refusal> {
        let members = match &ask.branch {
            None => self.all().collect(),
            Some(name) => self.line(self.find(name, None)?).members,
        };
        let mut left = applied.clone();
        for _ in 0..ask.steps.abs() {
            let tops: Vec<usize> = self.tops(&(&left & &members)).into_iter().collect();
            match tops[..] {
                [] => return Err("too far"),
                [top] => left.retain(|one| !self.needs[*one][top]),
                _ => return Err("several current"),
            }
        }
        Ok(applied - &left)
    }

    pub(crate) fn stamp(&self, ask: &Ask, applied: &Revisions) -> Result<Revisions, Refusal> {
        let (line, spot) = self.spot(ask, applied)?;
        let mut left = applied - &self.gone(line.as_ref(), &spot);
        if let Spot::On(some) = &spot {
            left.extend(
                self.all()
                    .filter(|one| some.iter().any(|top| self.needs[*top][*one])),
            );
        }
        Ok(left)
    }

    /// What is applied where only the first end of a range is reached.
    pub(crate) fn applied_at(&self, from: &Ask) -> Result<Revisions, Refusal> {
        let tops = match self.spot(from, &Revisions::new())?.1 {
            Spot::On(some) => some,
            Spot::Under(first) => first
                .iter()
                .flat_map(|one| self.parents[*one].clone())
                .collect(),
        };
        Ok(self
            .all()
            .filter(|one| tops.iter().any(|top| self.needs[*top][*one]))
            .collect())
    }

    /// Without steps from `current`: those are facts in `ranges`.
    pub(crate) fn history(&self, from: &Ask, to: &Ask) -> Result<Revisions, Refusal> {
        let (Spot::On(low) | Spot::Under(low)) = self.spot(from, &Revisions::new())?.1;
        let Spot::On(high) = self.spot(to, &Revisions::new())?.1 else {
            return Err("empty");
        };
        let between = |one: &usize| {
            low.iter().any(|low| self.needs[*one][*low])
                && high.iter().any(|high| self.needs[*high][*one])
        };
        let found: Revisions = self.all().filter(between).collect();
        if found.is_empty() {
            Err("empty")
        } else {
            Ok(found)
        }
    }
}

/// Warshall's closure, every revision reaching itself.
fn closure(direct: &Matrix) -> Matrix {
    let mut reached = direct.clone();
    for (one, row) in reached.iter_mut().enumerate() {
        row[one] = true;
    }
    for middle in 0..reached.len() {
        for from in 0..reached.len() {
            for to in 0..reached.len() {
                reached[from][to] |= reached[from][middle] && reached[middle][to];
            }
        }
    }
    reached
}
