//! The revision graph: each form of target as facts, each error, and random graphs against a plain
//! model.

mod agreement;
mod ask;
mod building;
mod downgrades;
mod model;
mod new_revisions;
mod random;
mod ranges;
mod upgrades;
mod viewing;

use mercer_migrator::{Graph, GraphError, Node, State, TargetError};

/// A revision per line: `id: parents | depends_on | labels`.
fn try_graph(text: &str) -> Result<Graph, GraphError> {
    let words = |part: Option<&str>| -> Vec<String> {
        part.unwrap_or_default()
            .split_whitespace()
            .map(str::to_owned)
            .collect()
    };
    let node = |line: &str| {
        let (id, rest) = line.split_once(':').expect("a line has a colon");
        let mut parts = rest.split('|');
        Node {
            id: id.to_owned(),
            down: words(parts.next()),
            depends_on: words(parts.next()),
            branch_labels: words(parts.next()),
        }
    };
    Graph::new(
        text.lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(node)
            .collect(),
    )
}

fn graph(text: &str) -> Graph {
    try_graph(text).expect("the graph is sound")
}

/// The graph's state with everything applied that `revisions` need.
fn applied<'a>(graph: &'a Graph, revisions: &str) -> State<'a> {
    let mut ids: Vec<&str> = Vec::new();
    for id in revisions.split_whitespace() {
        ids.push(id);
        ids.extend(graph.ancestors(id).expect("the revision is known"));
    }
    graph.state(&ids).expect("what is closed is a state")
}

/// The list in one line, or the error's text.
fn told(answer: Result<Vec<&str>, TargetError>) -> String {
    answer.map_or_else(|error| error.to_string(), |list| list.join(" "))
}

/// A store: the history of the program, and of an owner whose revisions depend on it.
const STORE: &str = "
    core1: || core
    core2: core1
    core3: core2
    site1: | core2 | site
    site2: site1
";

/// A trunk of two, two branches of which one has a label, merged, and one more on top.
const DIAMOND: &str = "
    trunk1:
    trunk2: trunk1
    left1: trunk2 || left
    left2: left1
    right1: trunk2
    right2: right1
    joined: left2 right2
    top: joined
";
