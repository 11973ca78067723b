//! What can be wrong with a graph, with a database's applied revisions, or with a target.

use thiserror::Error;

/// Why revisions do not form a graph.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum GraphError {
    /// A name that a target could not be told from, or that a file cannot have.
    #[error("`{name}` cannot be the name of a {kind}: {why}; choose another name")]
    BadName {
        /// `revision` or `label`.
        kind: &'static str,
        /// The name as given.
        name: String,
        /// The rule it breaks.
        why: String,
    },
    /// Two revisions have the same id, or ids that differ only in case.
    #[error(
        "there are two revisions `{id}`{}; ids must differ by more than case: give one of them \
         another id",
        other_spelling(id, other)
    )]
    Duplicate {
        /// The id that came first.
        id: String,
        /// The id that came second; it may differ in case.
        other: String,
    },
    /// A parent or a dependency that does not exist.
    #[error(
        "revision `{revision}` names `{name}` in {field}, but there is no such revision{}{}",
        label_too(field),
        did_you_mean(nearest)
    )]
    Unknown {
        /// The revision that names it.
        revision: String,
        /// `down_revision` or `depends_on`.
        field: &'static str,
        /// The name that is not known.
        name: String,
        /// Known names that look alike, nearest first.
        nearest: Vec<String>,
    },
    /// Revisions that wait for each other.
    #[error(
        "the revisions go in a circle: {}; change the down_revision or depends_on of one of them",
        circle(revisions)
    )]
    Cycle {
        /// Each needs the next one, the last needs the first.
        revisions: Vec<String>,
    },
    /// A label on two branches of which neither continues the other.
    #[error(
        "the label `{label}` is declared by `{first}` and by `{second}`, which are not on one \
         branch; remove it from one of them"
    )]
    LabelTwice {
        /// The label.
        label: String,
        /// A revision that declares it.
        first: String,
        /// A revision that declares it and does not descend from the first.
        second: String,
    },
    /// A label that is also the id of a revision.
    #[error(
        "the label `{label}` of revision `{revision}` is also the id of a revision; choose another \
         label"
    )]
    LabelIsRevision {
        /// The label.
        label: String,
        /// The revision that declares it.
        revision: String,
    },
}

/// Why the applied revisions of a database do not fit the graph.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum StateError {
    /// Applied revisions that the graph does not have.
    #[error(
        "the database is ahead: it has applied {}, which this program and its revisions folder do \
         not know; use the program and the folder that applied them",
        list(revisions)
    )]
    Ahead {
        /// The unknown ones, in the order given.
        revisions: Vec<String>,
    },
    /// Applied revisions without what must come before them.
    #[error(
        "the record of applied revisions has gaps: {}; find out which of them the database really \
         has, then correct the record with `mercer db stamp`",
        gaps.iter().map(|(applied, missing)| format!("`{applied}` is applied but `{missing}`, \
         which comes before it, is not")).collect::<Vec<_>>().join(", ")
    )]
    Gaps {
        /// Pairs of an applied revision and a parent or dependency that is not applied.
        gaps: Vec<(String, String)>,
    },
}

/// Why a target cannot be followed. `asked` is always the text as given.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TargetError {
    /// Not the form of a target.
    #[error(
        "`{asked}` is not a target: {why}; a target is a revision or a unique prefix of one, \
         `head`, `heads`, `base`, `current`, `+N`, `-N` or `revision+N`, each also after `label@`"
    )]
    Malformed {
        /// The target.
        asked: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// Neither a revision nor a prefix of one nor a label.
    #[error(
        "`{asked}`: there is no revision or label `{name}`{}",
        or_look(nearest)
    )]
    Unknown {
        /// The target.
        asked: String,
        /// The part of it that is not known.
        name: String,
        /// Known names that look alike, nearest first.
        nearest: Vec<String>,
    },
    /// A prefix of several revisions.
    #[error(
        "`{asked}`: several revisions begin with `{name}`: {}; give more characters",
        list(candidates)
    )]
    AmbiguousPrefix {
        /// The target.
        asked: String,
        /// The prefix.
        name: String,
        /// The revisions that begin with it.
        candidates: Vec<String>,
    },
    /// A prefix that will soon mean something else.
    #[error(
        "`{asked}`: `{name}` is too short for a prefix, which has at least {} characters; it \
         begins {}",
        super::names::SHORTEST_PREFIX,
        list(candidates)
    )]
    PrefixTooShort {
        /// The target.
        asked: String,
        /// The prefix.
        name: String,
        /// The revisions that begin with it.
        candidates: Vec<String>,
    },
    /// `head` where there are several.
    #[error(
        "`{asked}`: there are several heads: {}; name one, say `label@head` for one branch or \
         `heads` for all, or merge them",
        heads.join(", ")
    )]
    SeveralHeads {
        /// The target.
        asked: String,
        /// The heads with their labels.
        heads: Vec<String>,
    },
    /// A step from the current revision where several are current.
    #[error(
        "`{asked}`: steps are counted from the current revision, and there are several: {}; say \
         which branch with `label@{}N`, or name a revision",
        heads.join(", "),
        sign(asked)
    )]
    SeveralCurrent {
        /// The target.
        asked: String,
        /// The current revisions with their labels.
        heads: Vec<String>,
    },
    /// A step that could go to several revisions.
    #[error(
        "`{asked}`: from {from} the way parts to {}; name the revision, or say the branch with \
         `label@`",
        candidates.join(", ")
    )]
    AmbiguousStep {
        /// The target.
        asked: String,
        /// Where the step begins.
        from: String,
        /// Where it could end, with labels.
        candidates: Vec<String>,
    },
    /// More steps than there are revisions.
    #[error("`{asked}` goes too far: only {possible} of {steps} steps are possible")]
    TooFar {
        /// The target.
        asked: String,
        /// The steps asked for.
        steps: usize,
        /// The steps there are.
        possible: usize,
    },
    /// `label@revision` where the revision is on another branch.
    #[error(
        "`{asked}`: revision `{revision}` is not on the branch `{branch}`{}",
        on_branches(labels)
    )]
    NotInBranch {
        /// The target.
        asked: String,
        /// The revision.
        revision: String,
        /// The branch as given.
        branch: String,
        /// The labels that the revision has.
        labels: Vec<String>,
    },
    /// An upgrade that would go down, or a downgrade that would go up.
    #[error("`{asked}` {why}")]
    WrongDirection {
        /// The target.
        asked: String,
        /// Which way it goes, and what to use.
        why: &'static str,
    },
    /// A downgrade to a revision that was never applied.
    #[error(
        "`{asked}`: cannot go back to {}, for it is not applied; {}",
        list(revisions),
        applied_now(heads)
    )]
    NotApplied {
        /// The target.
        asked: String,
        /// What is not applied.
        revisions: Vec<String>,
        /// The current revisions with their labels.
        heads: Vec<String>,
    },
    /// A target relative to a database where there is none.
    #[error(
        "`{asked}` counts from a database's current revision, and there is none here; name a revision"
    )]
    NeedsDatabase {
        /// The target.
        asked: String,
    },
    /// A range that holds nothing.
    #[error(
        "the range `{asked}` holds no revision: its first end is not below its second; write the \
         older revision first"
    )]
    EmptyRange {
        /// The range.
        asked: String,
    },
    /// A new revision where it is not clear what it comes after.
    #[error(
        "there are several heads: {}; say which one the new revision continues with `--head`, or \
         merge them first",
        heads.join(", ")
    )]
    SeveralHeadsToContinue {
        /// The heads with their labels.
        heads: Vec<String>,
    },
    /// A new revision after one that already has children.
    #[error(
        "`{asked}`: `{revision}` is not a head, it is continued by {}; name a head, or for \
         a new revision say `--splice` to begin a branch there",
        list(children)
    )]
    NotAHead {
        /// The target.
        asked: String,
        /// The revision.
        revision: String,
        /// What comes after it.
        children: Vec<String>,
    },
    /// A merge of fewer than two heads.
    #[error(
        "a merge joins at least two heads; given {}; the heads are {}",
        list_or_none(given),
        list_or_none(heads)
    )]
    NothingToMerge {
        /// What was given, each once.
        given: Vec<String>,
        /// The heads there are, with their labels.
        heads: Vec<String>,
    },
}

fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

fn list_or_none(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn did_you_mean(nearest: &[String]) -> String {
    if nearest.is_empty() {
        String::new()
    } else {
        format!("; did you mean {}?", list(nearest))
    }
}

fn or_look(nearest: &[String]) -> String {
    if nearest.is_empty() {
        "; `mercer db history` lists all revisions".to_owned()
    } else {
        did_you_mean(nearest)
    }
}

fn label_too(field: &str) -> &'static str {
    if field == "depends_on" {
        " or label"
    } else {
        ""
    }
}

fn other_spelling(id: &str, other: &str) -> String {
    if id == other {
        String::new()
    } else {
        format!(" (the other is spelled `{other}`)")
    }
}

fn circle(revisions: &[String]) -> String {
    let closed: Vec<String> = revisions
        .iter()
        .chain(revisions.first())
        .map(|id| format!("`{id}`"))
        .collect();
    closed.join(" needs ")
}

fn on_branches(labels: &[String]) -> String {
    if labels.is_empty() {
        String::new()
    } else {
        format!("; it is on {}", list(labels))
    }
}

fn applied_now(heads: &[String]) -> String {
    if heads.is_empty() {
        "nothing is applied yet".to_owned()
    } else {
        format!("current: {}", heads.join(", "))
    }
}

/// The sign before the steps; a label may hold a `-` too.
fn sign(asked: &str) -> &str {
    asked.rmatches(['+', '-']).next().unwrap_or("-")
}
