//! Random graphs, on which the graph and the plain model must agree.
//!
//! A failure prints the seed; `MERCER_TEST_SEED=<seed>` begins with that graph.

use std::collections::{BTreeMap, BTreeSet};

use mercer_migrator::{Graph, Node, State, TargetError};

use crate::{
    ask::Ask,
    model::{Model, Refusal},
    random::Dice,
};

const GRAPHS: u64 = 3_000;
const TARGETS_PER_GRAPH: usize = 8;

/// A mistake made on purpose, which the comparison must find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mistake {
    None,
    IgnoresDependencies,
    IgnoresSecondParents,
    IgnoresBranches,
    ListsBackwards,
}

/// How often each kind of answer came up.
type Tally = BTreeMap<String, usize>;

fn first_seed() -> u64 {
    std::env::var("MERCER_TEST_SEED").map_or(1, |seed| seed.parse().expect("a seed is a number"))
}

fn refusal(error: &TargetError) -> Refusal {
    match error {
        TargetError::Unknown { .. } => "unknown",
        TargetError::AmbiguousPrefix { .. } => "ambiguous",
        TargetError::PrefixTooShort { .. } => "short",
        TargetError::SeveralHeads { .. } => "several heads",
        TargetError::SeveralCurrent { .. } => "several current",
        TargetError::AmbiguousStep { .. } => "parts",
        TargetError::TooFar { .. } => "too far",
        TargetError::NotInBranch { .. } => "elsewhere",
        TargetError::WrongDirection { .. } => "direction",
        TargetError::NotApplied { .. } => "not applied",
        TargetError::EmptyRange { .. } => "empty",
        _ => "another error",
    }
}

/// One graph with its model, and what the graph's answers are compared with.
struct Pair<'a> {
    model: &'a Model,
    order: Vec<usize>,
    mistake: Mistake,
}

impl Pair<'_> {
    fn listed(&self, revisions: &BTreeSet<usize>) -> Vec<&str> {
        let order = self.order.iter().filter(|one| revisions.contains(one));
        order.map(|one| self.model.ids[*one].as_str()).collect()
    }

    /// Agreement in the revisions, in their order, and in the kind of refusal.
    fn compare(
        &self,
        what: &str,
        answer: Result<Vec<&str>, TargetError>,
        expected: Result<BTreeSet<usize>, Refusal>,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let answer = answer.map_err(|error| (refusal(&error), error.to_string()));
        let verb = what.split(' ').next().unwrap_or_default();
        let same = match (&answer, &expected) {
            (Ok(list), Ok(revisions)) => {
                let mut wanted = self.listed(revisions);
                if verb == "downgrade" {
                    wanted.reverse();
                }
                let size = if wanted.is_empty() {
                    "nothing"
                } else {
                    "something"
                };
                *tally.entry(format!("{verb}: {size}")).or_default() += 1;
                *list == wanted
            }
            (Err((kind, _)), Err(wanted)) => {
                *tally.entry(format!("{verb}: {kind}")).or_default() += 1;
                kind == wanted
            }
            _ => false,
        };
        let wanted = expected.map(|revisions| self.listed(&revisions));
        if same {
            Ok(())
        } else {
            Err(format!("{what}: {answer:?}, but the model says {wanted:?}"))
        }
    }

    fn mistaken<'a>(
        &self,
        mut answer: Result<Vec<&'a str>, TargetError>,
    ) -> Result<Vec<&'a str>, TargetError> {
        if let (Ok(list), Mistake::ListsBackwards) = (&mut answer, self.mistake) {
            list.reverse();
        }
        answer
    }

    /// Applying or reverting one revision after the other never leaves a gap.
    fn every_prefix_is_closed(
        &self,
        applied: &BTreeSet<usize>,
        list: &[&str],
        up: bool,
    ) -> Result<(), String> {
        let mut now = applied.clone();
        for id in list {
            let one = self.model.ids.iter().position(|other| other == id);
            let one = one.ok_or_else(|| format!("{id} is no revision"))?;
            let changed = if up {
                now.insert(one)
            } else {
                now.remove(&one)
            };
            let needed = |other: &usize| now.iter().any(|top| self.model.needs[*top][*other]);
            let gap = (0..self.model.ids.len()).find(|one| needed(one) && !now.contains(one));
            if !changed || gap.is_some() {
                return Err(format!("{list:?} leaves a gap at {id}"));
            }
        }
        Ok(())
    }

    fn targets(
        &self,
        state: &State<'_>,
        applied: &BTreeSet<usize>,
        ask: &Ask,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let mut text = ask.text();
        if self.mistake == Mistake::IgnoresBranches {
            text = text.split('@').next_back().unwrap_or_default().to_owned();
        }
        let up = self.mistaken(state.upgrade(&text));
        if let Ok(list) = &up {
            self.every_prefix_is_closed(applied, list, true)?;
        }
        self.compare(
            &format!("upgrade {text}"),
            up,
            self.model.upgrade(ask, applied),
            tally,
        )?;
        let down = self.mistaken(state.downgrade(&text));
        if let Ok(list) = &down {
            self.every_prefix_is_closed(applied, list, false)?;
        }
        self.compare(
            &format!("downgrade {text}"),
            down,
            self.model.downgrade(ask, applied),
            tally,
        )?;
        let stamp = state.stamp(&text);
        if let Ok(list) = &stamp {
            self.every_prefix_is_closed(&BTreeSet::new(), list, true)?;
        }
        self.compare(
            &format!("stamp {text}"),
            stamp,
            self.model.stamp(ask, applied),
            tally,
        )
    }

    fn range(&self, graph: &Graph, from: &Ask, to: &Ask, tally: &mut Tally) -> Result<(), String> {
        let range = format!("{}:{}", from.text(), to.text());
        let history = graph.history(&range, None);
        self.compare(
            &format!("history {range}"),
            history,
            self.model.history(from, to),
            tally,
        )?;
        let applied = self.model.applied_at(from);
        let expected = applied
            .clone()
            .and_then(|applied| self.model.upgrade(to, &applied));
        let up = graph.offline_upgrade(&range);
        self.compare(&format!("upgrade {range}"), up, expected, tally)?;
        let expected = applied.and_then(|applied| self.model.downgrade(to, &applied));
        let down = graph.offline_downgrade(&range);
        self.compare(&format!("downgrade {range}"), down, expected, tally)
    }

    fn views(&self, graph: &Graph) -> Result<(), String> {
        let model = self.model;
        let all: BTreeSet<usize> = (0..model.ids.len()).collect();
        let same = |what: &str, answer: Vec<&str>, expected: BTreeSet<usize>| {
            let expected = self.listed(&expected);
            if answer == expected {
                Ok(())
            } else {
                Err(format!("{what}: {answer:?}, not {expected:?}"))
            }
        };
        same("ids", graph.ids().collect(), all.clone())?;
        same("heads", graph.heads(), model.tops(&all))?;
        same("bases", graph.bases(), model.bases())?;
        let points = all
            .iter()
            .copied()
            .filter(|one| model.is_branch_point(*one));
        same("branch points", graph.branch_points(), points.collect())?;
        let points = all.iter().copied().filter(|one| model.is_merge_point(*one));
        same("merge points", graph.merge_points(), points.collect())?;
        for (one, id) in model.ids.iter().enumerate() {
            let others = || all.iter().copied().filter(move |other| *other != one);
            let ancestors = graph.ancestors(id).map_err(|error| error.to_string())?;
            same(
                "ancestors",
                ancestors,
                others().filter(|low| model.needs[one][*low]).collect(),
            )?;
            let descendants = graph.descendants(id).map_err(|error| error.to_string())?;
            same(
                "descendants",
                descendants,
                others().filter(|top| model.needs[*top][one]).collect(),
            )?;
            let labels = graph.labels_of(id).map_err(|error| error.to_string())?;
            let expected = model.labels_of(one);
            if labels != expected {
                return Err(format!("labels of {id}: {labels:?}, not {expected:?}"));
            }
        }
        Ok(())
    }
}

/// One random graph: the first disagreement, if there is one.
fn compare_one(seed: u64, mistake: Mistake, tally: &mut Tally) -> Result<(), String> {
    let mut dice = Dice::new(seed);
    let nodes = dice.nodes();
    let model = Model::new(&nodes);
    let mut mistaken: Vec<Node> = nodes.clone();
    for node in &mut mistaken {
        match mistake {
            Mistake::IgnoresDependencies => node.depends_on.clear(),
            Mistake::IgnoresSecondParents => node.down.truncate(1),
            Mistake::None | Mistake::IgnoresBranches | Mistake::ListsBackwards => {}
        }
    }
    let in_words = |problem: String| format!("seed {seed}: {problem}\nin {nodes:#?}");
    let graph = Graph::new(mistaken).map_err(|error| in_words(error.to_string()))?;
    let pair = Pair {
        model: &model,
        order: model.order(),
        mistake,
    };
    if mistake == Mistake::None {
        pair.views(&graph).map_err(in_words)?;
    }
    for _ in 0..TARGETS_PER_GRAPH {
        let applied = dice.applied(&model);
        let ids: Vec<&str> = pair.listed(&applied);
        let state = graph
            .state(&ids)
            .map_err(|error| in_words(error.to_string()))?;
        let ask = dice.ask(&model);
        let with_state = |problem| in_words(format!("with {ids:?} applied: {problem}"));
        pair.targets(&state, &applied, &ask, tally)
            .map_err(with_state)?;
        let (from, to) = (dice.ask(&model), dice.ask(&model));
        if mistake != Mistake::IgnoresBranches && !from.is_here() && !to.is_here() {
            pair.range(&graph, &from, &to, tally).map_err(in_words)?;
        }
    }
    Ok(())
}

#[test]
fn random_graphs_agree_with_the_plain_model() {
    let first = first_seed();
    let mut tally = Tally::new();
    for seed in first..first + GRAPHS {
        if let Err(problem) = compare_one(seed, Mistake::None, &mut tally) {
            panic!("{problem}\nrun it again with MERCER_TEST_SEED={seed}");
        }
    }
    println!("seeds from {first}: {tally:#?}");
    // An agreement about nothing but refusals would prove little.
    for kind in [
        "upgrade: something",
        "upgrade: nothing",
        "upgrade: direction",
        "upgrade: parts",
        "upgrade: several current",
        "upgrade: several heads",
        "upgrade: too far",
        "upgrade: elsewhere",
        "upgrade: ambiguous",
        "upgrade: short",
        "upgrade: unknown",
        "downgrade: something",
        "downgrade: nothing",
        "downgrade: direction",
        "downgrade: not applied",
        "downgrade: several current",
        "downgrade: too far",
        "stamp: something",
        "history: something",
        "history: empty",
    ] {
        let count = tally.get(kind).copied().unwrap_or_default();
        assert!(
            count >= 30,
            "`{kind}` came up {count} times only; first seed {first}"
        );
    }
}

#[test]
fn the_comparison_finds_mistakes_made_on_purpose() {
    let first = first_seed();
    for (mistake, symptom) in [
        (Mistake::IgnoresDependencies, "leaves a gap"),
        (Mistake::IgnoresSecondParents, "leaves a gap"),
        (Mistake::IgnoresBranches, "but the model says"),
        (Mistake::ListsBackwards, "leaves a gap"),
    ] {
        let found = (first..first + 200).any(|seed| {
            compare_one(seed, mistake, &mut Tally::new())
                .is_err_and(|problem| problem.contains(symptom))
        });
        assert!(
            found,
            "{mistake:?} went unnoticed in 200 graphs from seed {first}"
        );
    }
}
