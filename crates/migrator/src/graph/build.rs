//! Building a graph, and refusing what is not one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Graph, GraphError, Node, names::check_name, nearest::nearest, reach};

impl Graph {
    /// The graph of `nodes`, whose order decides ties wherever revisions are listed.
    ///
    /// # Errors
    /// [`GraphError`] when names are doubtful or taken, parents are missing, revisions wait for
    /// each other, or a label stands on two branches.
    pub fn new(nodes: Vec<Node>) -> Result<Self, GraphError> {
        let numbers = number_by_id(&nodes)?;
        let down = links(
            &nodes,
            "down_revision",
            |node| &node.down,
            |name| numbers.get(name).copied(),
        )?;
        let labels = label_owners(&nodes, &numbers, &reversed(&down))?;
        let depends = links(
            &nodes,
            "depends_on",
            |node| &node.depends_on,
            |name| numbers.get(name).or_else(|| labels.get(name)).copied(),
        )?;
        let mut needs = down.clone();
        for (both, more) in needs.iter_mut().zip(&depends) {
            let new: Vec<usize> = more
                .iter()
                .copied()
                .filter(|one| !both.contains(one))
                .collect();
            both.extend(new);
        }
        let order = topological(&needs).map_err(|circle| GraphError::Cycle {
            revisions: circle
                .into_iter()
                .map(|number| nodes[number].id.clone())
                .collect(),
        })?;
        Ok(Self::renumbered(nodes, &order, &down, &needs, labels))
    }

    /// The graph with each revision's number being its place in `order`.
    fn renumbered(
        nodes: Vec<Node>,
        order: &[usize],
        down: &[Vec<usize>],
        needs: &[Vec<usize>],
        labels: BTreeMap<String, usize>,
    ) -> Self {
        let mut place = vec![0; order.len()];
        for (new, old) in order.iter().enumerate() {
            place[*old] = new;
        }
        let moved = |links: &[Vec<usize>]| -> Vec<Vec<usize>> {
            order
                .iter()
                .map(|old| links[*old].iter().map(|link| place[*link]).collect())
                .collect()
        };
        let (down, needs) = (moved(down), moved(needs));
        let mut sorted: Vec<(usize, Node)> = nodes
            .into_iter()
            .enumerate()
            .map(|(old, node)| (place[old], node))
            .collect();
        sorted.sort_by_key(|(new, _)| *new);
        let nodes: Vec<Node> = sorted.into_iter().map(|(_, node)| node).collect();
        Self {
            numbers: nodes
                .iter()
                .enumerate()
                .map(|(new, node)| (node.id.clone(), new))
                .collect(),
            labels: labels
                .into_iter()
                .map(|(label, old)| (label, place[old]))
                .collect(),
            children: reversed(&down),
            needed_by: reversed(&needs),
            down,
            needs,
            nodes,
        }
    }
}

/// Numbers in the order given, once all names are known to be good.
fn number_by_id(nodes: &[Node]) -> Result<HashMap<String, usize>, GraphError> {
    // Without regard to case, as file systems and MySQL's primary keys compare.
    let mut seen: HashMap<String, &str> = HashMap::new();
    for node in nodes {
        check_name("revision", &node.id)?;
        if let Some(first) = seen.insert(node.id.to_lowercase(), &node.id) {
            return Err(GraphError::Duplicate {
                id: first.to_owned(),
                other: node.id.clone(),
            });
        }
    }
    for node in nodes {
        for label in &node.branch_labels {
            check_name("label", label)?;
            if seen.contains_key(&label.to_lowercase()) {
                return Err(GraphError::LabelIsRevision {
                    label: label.clone(),
                    revision: node.id.clone(),
                });
            }
        }
    }
    Ok(nodes
        .iter()
        .enumerate()
        .map(|(number, node)| (node.id.clone(), number))
        .collect())
}

/// What each revision names in one field, as numbers, each once.
fn links<'a>(
    nodes: &'a [Node],
    field: &'static str,
    named: impl Fn(&'a Node) -> &'a Vec<String>,
    number_of: impl Fn(&str) -> Option<usize>,
) -> Result<Vec<Vec<usize>>, GraphError> {
    let mut all = Vec::with_capacity(nodes.len());
    for node in nodes {
        let mut numbers = Vec::new();
        for name in named(node) {
            let Some(number) = number_of(name) else {
                let labels = nodes.iter().flat_map(|node| &node.branch_labels);
                let labels = labels.filter(|_| field == "depends_on").map(String::as_str);
                let ids = nodes.iter().map(|node| node.id.as_str());
                return Err(GraphError::Unknown {
                    revision: node.id.clone(),
                    field,
                    name: name.clone(),
                    nearest: nearest(name, ids.chain(labels)),
                });
            };
            if !numbers.contains(&number) {
                numbers.push(number);
            }
        }
        all.push(numbers);
    }
    Ok(all)
}

fn reversed(links: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back = vec![Vec::new(); links.len()];
    for (from, targets) in links.iter().enumerate() {
        for to in targets {
            back[*to].push(from);
        }
    }
    back
}

/// For each label the revision that declares it. A label may be repeated further up its branch;
/// the lowest declaration counts.
fn label_owners(
    nodes: &[Node],
    numbers: &HashMap<String, usize>,
    children: &[Vec<usize>],
) -> Result<BTreeMap<String, usize>, GraphError> {
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    for node in nodes {
        let number = numbers[&node.id];
        for label in &node.branch_labels {
            let Some(owner) = owners.get(label).copied() else {
                owners.insert(label.clone(), number);
                continue;
            };
            if reach([number], children).contains(&owner) {
                owners.insert(label.clone(), number);
            }
        }
    }
    for node in nodes {
        for label in &node.branch_labels {
            let owner = owners[label];
            if !reach([owner], children).contains(&numbers[&node.id]) {
                return Err(GraphError::LabelTwice {
                    label: label.clone(),
                    first: nodes[owner].id.clone(),
                    second: node.id.clone(),
                });
            }
        }
    }
    Ok(owners)
}

/// Parents first, ties by number; or a circle, each needing the next.
fn topological(needs: &[Vec<usize>]) -> Result<Vec<usize>, Vec<usize>> {
    let needed_by = reversed(needs);
    let mut waits: Vec<usize> = needs.iter().map(Vec::len).collect();
    let mut ready: BTreeSet<usize> = (0..needs.len()).filter(|one| waits[*one] == 0).collect();
    let mut order = Vec::with_capacity(needs.len());
    while let Some(number) = ready.pop_first() {
        order.push(number);
        for child in &needed_by[number] {
            waits[*child] -= 1;
            if waits[*child] == 0 {
                ready.insert(*child);
            }
        }
    }
    match waits.iter().position(|count| *count > 0) {
        None => Ok(order),
        Some(stuck) => Err(circle_from(stuck, needs, &waits)),
    }
}

/// Follows what each waits for until a revision comes a second time.
fn circle_from(stuck: usize, needs: &[Vec<usize>], waits: &[usize]) -> Vec<usize> {
    let mut path: Vec<usize> = Vec::new();
    let mut number = stuck;
    loop {
        if let Some(first) = path.iter().position(|seen| *seen == number) {
            return path.split_off(first);
        }
        path.push(number);
        number = needs[number]
            .iter()
            .copied()
            .find(|parent| waits[*parent] > 0)
            .expect("a revision that waits has a parent that waits");
    }
}
