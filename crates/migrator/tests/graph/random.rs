//! Random graphs, states and targets, each from a seed.

use std::collections::BTreeSet;

use mercer_migrator::Node;
use rand::{Rng, SeedableRng, rngs::StdRng, seq::SliceRandom};

use crate::{
    ask::{Ask, Symbol},
    model::Model,
};

/// Graphs of up to this many revisions: small enough that all shapes come up often.
const MOST_REVISIONS: usize = 14;

pub(crate) struct Dice(StdRng);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    pub(crate) fn chance(&mut self, percent: u32) -> bool {
        self.0.random_range(0..100) < percent
    }

    fn below(&mut self, bound: usize) -> usize {
        self.0.random_range(0..bound)
    }

    fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Revisions in random order, with several bases, branches, merges, labels, dependencies.
    pub(crate) fn nodes(&mut self) -> Vec<Node> {
        let count = self.0.random_range(1..=MOST_REVISIONS);
        let mut nodes: Vec<Node> = Vec::new();
        while nodes.len() < count {
            let id = self.fresh_id(&nodes);
            let mut node = Node {
                id,
                ..Node::default()
            };
            if !nodes.is_empty() {
                self.connect(&mut node, &nodes);
            }
            if self.chance(25) {
                node.branch_labels.push(format!("lab{}", nodes.len()));
            }
            // A label may be repeated by a child.
            let parent = nodes.iter().find(|one| node.down.contains(&one.id));
            if let Some(label) = parent.and_then(|one| one.branch_labels.first())
                && self.chance(15)
            {
                node.branch_labels.push(label.clone());
            }
            nodes.push(node);
        }
        nodes.shuffle(&mut self.0);
        nodes
    }

    /// Few letters, so that prefixes are often ambiguous.
    fn fresh_id(&mut self, nodes: &[Node]) -> String {
        loop {
            let length = self.0.random_range(3..=6);
            let id: String = (0..length).map(|_| *self.one(&['a', 'b', '0'])).collect();
            if nodes.iter().all(|node| node.id != id) {
                return id;
            }
        }
    }

    fn connect(&mut self, node: &mut Node, nodes: &[Node]) {
        let continued: BTreeSet<&String> = nodes.iter().flat_map(|one| &one.down).collect();
        let heads: Vec<&Node> = nodes
            .iter()
            .filter(|one| !continued.contains(&one.id))
            .collect();
        let parents = match self.below(100) {
            0..15 => 0,
            15..75 => 1,
            75..95 => 2,
            _ => 3,
        };
        for _ in 0..parents {
            let parent = if self.chance(70) {
                *self.one(&heads)
            } else {
                self.one(nodes)
            };
            node.down.push(parent.id.clone());
        }
        while self.chance(25) {
            let other = self.one(nodes);
            let label = other
                .branch_labels
                .first()
                .filter(|_| self.0.random_range(0..2) == 0);
            // The label means its lowest owner, which is never above `other`: no circle.
            node.depends_on.push(label.unwrap_or(&other.id).clone());
        }
    }

    /// Some revisions with all that they need.
    pub(crate) fn applied(&mut self, model: &Model) -> BTreeSet<usize> {
        let percent = *self.one(&[0, 20, 40, 100]);
        let chosen: Vec<usize> = (0..model.ids.len())
            .filter(|_| self.chance(percent))
            .collect();
        (0..model.ids.len())
            .filter(|one| chosen.iter().any(|top| model.needs[*top][*one]))
            .collect()
    }

    pub(crate) fn ask(&mut self, model: &Model) -> Ask {
        let branch = self.chance(40).then(|| self.name(model));
        let symbol = match self.below(100) {
            0..15 => Symbol::Head,
            15..25 => Symbol::Heads,
            25..35 => Symbol::Base,
            35..40 => Symbol::Current,
            40..60 => Symbol::Here,
            _ => Symbol::Name(self.name(model)),
        };
        let stepping = matches!(symbol, Symbol::Here) || self.chance(30);
        let steps = if stepping {
            *self.one(&[1, 1, 2, 3, -1, -1, -2, -3])
        } else {
            0
        };
        Ask {
            branch,
            symbol,
            steps,
        }
    }

    fn name(&mut self, model: &Model) -> String {
        let id = self.one(&model.ids).clone();
        match self.below(100) {
            0..45 if !model.labels.is_empty() => self.one(&model.labels).0.clone(),
            45..65 => id[..=self.below(id.len())].to_owned(),
            65..68 => "unknown".to_owned(),
            _ => id,
        }
    }
}
