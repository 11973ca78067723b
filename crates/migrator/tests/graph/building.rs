//! What is refused as a graph.

use super::{graph, try_graph};
use mercer_migrator::{GraphError, check_name};

fn refused(text: &str) -> String {
    try_graph(text)
        .expect_err("the graph is refused")
        .to_string()
}

#[test]
fn an_empty_graph_is_sound() {
    assert!(graph("").is_empty());
}

#[test]
fn two_revisions_with_one_id_are_refused() {
    assert!(refused("abc:\nabc:").starts_with("there are two revisions `abc`; "));
}

#[test]
fn ids_that_differ_only_in_case_are_refused() {
    assert_eq!(
        try_graph("abc:\nABC:").expect_err("refused"),
        GraphError::Duplicate {
            id: "abc".to_owned(),
            other: "ABC".to_owned()
        }
    );
}

#[test]
fn an_unknown_parent_is_refused_with_the_nearest_name() {
    assert_eq!(
        refused("3f2a77:\nb00b1e:\n9c41d0: 3f2b77"),
        "revision `9c41d0` names `3f2b77` in down_revision, but there is no such revision; did \
         you mean `3f2a77`?"
    );
}

#[test]
fn a_label_is_no_parent() {
    assert!(refused("abc: || core\nabd: core").contains("`core` in down_revision"));
}

#[test]
fn an_unknown_dependency_is_refused_and_labels_are_among_the_hints() {
    assert_eq!(
        refused("3f2a77: || core\nb00b1e: | cor"),
        "revision `b00b1e` names `cor` in depends_on, but there is no such revision or label; did \
         you mean `core`?"
    );
}

#[test]
fn a_circle_is_refused_and_named() {
    assert_eq!(
        try_graph("base1:\nfirst: third base1\nsecond: first\nthird: second\nlast: third")
            .expect_err("refused"),
        GraphError::Cycle {
            revisions: ["first", "third", "second"].map(str::to_owned).to_vec()
        }
    );
    assert!(
        refused("one: two\ntwo: one")
            .starts_with("the revisions go in a circle: `one` needs `two` needs `one`; ")
    );
}

#[test]
fn a_circle_through_dependencies_is_refused() {
    assert!(refused("one: | two\ntwo: | one").contains("`one` needs `two` needs `one`"));
    assert!(refused("one: | core | core").contains("`one` needs `one`"));
    assert!(refused("one: one").contains("`one` needs `one`"));
}

#[test]
fn a_label_on_two_branches_is_refused() {
    assert_eq!(
        try_graph("one: || core\ntwo: || core").expect_err("refused"),
        GraphError::LabelTwice {
            label: "core".to_owned(),
            first: "one".to_owned(),
            second: "two".to_owned()
        }
    );
}

#[test]
fn a_label_may_be_repeated_further_up_its_branch_in_any_order() {
    let graph = graph("three: two || core\none: || core\ntwo: one || core");
    assert_eq!(graph.labels().collect::<Vec<_>>(), [("core", "one")]);
    assert!(try_graph("three: one || core\none:\ntwo: one || core").is_err());
}

#[test]
fn a_label_that_is_an_id_is_refused() {
    assert!(refused("one: || two\ntwo: one").contains("the label `two` of revision `one`"));
}

#[test]
fn names_that_targets_could_misread_are_refused() {
    for name in [
        "", "head", "Heads", "BASE", "current", "a@b", "a:b", "a+b", "a+1", "-a", "a-1", "a-1b",
        "a b", "a\tb", "a/b", "a\\b", ".", "..", ".hidden", "a\u{0}b",
    ] {
        let refused = check_name("revision", name).expect_err(name).to_string();
        assert!(refused.starts_with(&format!("`{name}` cannot be the name of a revision: ")));
    }
    assert!(refused("ok1:\nsome+thing:").contains("targets use `+`"));
    assert!(refused("one: || head").contains("of a label: `head` has a meaning of its own"));
}

#[test]
fn ordinary_names_are_allowed() {
    for name in [
        "3f2a77",
        "0001",
        "0001_first",
        "add-customers",
        "headers",
        "v1.2",
        "größe",
    ] {
        check_name("revision", name).expect(name);
    }
}

#[test]
fn a_parent_named_twice_counts_once() {
    let graph = graph("one:\ntwo: one one | one");
    assert!(graph.branch_points().is_empty() && graph.merge_points().is_empty());
}
