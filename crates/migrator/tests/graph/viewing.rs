//! Looking at a graph, and at what a database has applied.

use super::{DIAMOND, STORE, applied, graph, told};
use mercer_migrator::StateError;

#[test]
fn heads_bases_and_the_points_between_are_found() {
    let diamond = graph(DIAMOND);
    assert_eq!(diamond.heads(), ["top"]);
    assert_eq!(diamond.bases(), ["trunk1"]);
    assert_eq!(diamond.branch_points(), ["trunk2"]);
    assert_eq!(diamond.merge_points(), ["joined"]);
    assert!(diamond.is_head("top") && !diamond.is_head("joined") && !diamond.is_head("nobody"));
    let store = graph(STORE);
    assert_eq!(store.heads(), ["core3", "site2"]);
    assert_eq!(store.bases(), ["core1", "site1"]);
}

#[test]
fn a_revision_that_is_only_depended_on_is_a_head() {
    let graph = graph("one:\ntwo: | one");
    assert_eq!(graph.heads(), ["one", "two"]);
    assert!(graph.branch_points().is_empty());
}

#[test]
fn revisions_are_listed_parents_first_and_otherwise_as_given() {
    let graph = graph("zed: one\ntwo:\none: two\nabc: two\nsolo:");
    assert_eq!(
        graph.ids().collect::<Vec<_>>(),
        ["two", "one", "zed", "abc", "solo"]
    );
    assert_eq!(
        (graph.len(), graph.get("zed").map(|node| node.down.len())),
        (5, Some(1))
    );
}

#[test]
fn ancestors_and_descendants_include_dependencies() {
    let store = graph(STORE);
    assert_eq!(told(store.ancestors("site2")), "core1 core2 site1");
    assert_eq!(told(store.descendants("core2")), "core3 site1 site2");
    assert!(told(store.ancestors("core9")).contains("did you mean `core`, `core1`, `core2`?"));
}

#[test]
fn a_label_belongs_to_descendants_and_to_ancestors_down_to_the_branch_point() {
    let diamond = graph(DIAMOND);
    let labelled: Vec<&str> = diamond
        .ids()
        .filter(|id| diamond.labels_of(id).is_ok_and(|all| !all.is_empty()))
        .collect();
    assert_eq!(labelled, ["left1", "left2", "joined", "top"]);
    let high = graph("one:\ntwo: one\nthree: two\nfour: three || late\nother: one");
    let labelled: Vec<&str> = high
        .ids()
        .filter(|id| high.labels_of(id).is_ok_and(|all| all == ["late"]))
        .collect();
    assert_eq!(labelled, ["two", "three", "four"]);
    let merged = graph("one:\ntwo:\njoin: one two\nafter: join || late");
    assert_eq!(told(merged.labels_of("join")), "");
    assert_eq!(told(merged.labels_of("after")), "late");
}

#[test]
fn heads_of_a_branch_are_found_by_label_and_by_revision() {
    let graph = graph("one: || core\ntwo: one\nthree: one\nother: || site");
    assert_eq!(told(graph.heads_of("core")), "two three");
    assert_eq!(told(graph.heads_of("two")), "two");
    assert_eq!(told(graph.heads_of("site")), "other");
    assert!(told(graph.heads_of("sight")).contains("there is no revision or label `sight`"));
}

#[test]
fn a_state_knows_where_the_database_stands() {
    let store = graph(STORE);
    let state = applied(&store, "site1");
    assert_eq!(state.applied(), ["core1", "core2", "site1"]);
    assert_eq!(state.pending(), ["core3", "site2"]);
    assert_eq!(state.current_heads(), ["core2", "site1"]);
    assert!(state.is_applied("core1") && !state.is_applied("core3") && !state.is_applied("x"));
}

#[test]
fn an_unknown_applied_revision_means_that_the_database_is_ahead() {
    let store = graph(STORE);
    let error = store
        .state(&["core1", "core7", "core8"])
        .expect_err("two are unknown");
    assert_eq!(
        error,
        StateError::Ahead {
            revisions: ["core7", "core8"].map(str::to_owned).to_vec()
        }
    );
    assert!(
        error
            .to_string()
            .starts_with("the database is ahead: it has applied `core7`, `core8`")
    );
}

#[test]
fn a_state_with_gaps_is_refused_and_tells_each() {
    let error = graph(STORE)
        .state(&["core1", "core3", "site1"])
        .expect_err("core2 is missing");
    let gap = |applied: &str| (applied.to_owned(), "core2".to_owned());
    assert_eq!(
        error,
        StateError::Gaps {
            gaps: vec![gap("core3"), gap("site1")]
        }
    );
    assert!(
        error
            .to_string()
            .contains("`core3` is applied but `core2`, which comes before it")
    );
}

#[test]
fn targets_resolve_to_revisions_without_a_database() {
    let diamond = graph(DIAMOND);
    for (target, revisions) in [
        ("head", "top"),
        ("heads", "top"),
        ("base", ""),
        ("left", "left1"),
        ("joi", "joined"),
        ("left@head-2", "left2"),
        ("trunk1+1", "trunk2"),
    ] {
        assert_eq!(told(diamond.resolve(target, None)), revisions, "{target}");
    }
    assert!(told(diamond.resolve("current", None)).contains("there is none here"));
    let state = applied(&diamond, "left1 right1");
    assert_eq!(
        told(diamond.resolve("current", Some(&state))),
        "left1 right1"
    );
}
