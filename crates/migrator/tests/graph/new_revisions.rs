//! Where new revisions go, and what a merge joins.

use super::{DIAMOND, STORE, graph, told};

fn place(text: &str, head: Option<&str>, splice: bool) -> String {
    told(graph(text).place(head, splice))
}

#[test]
fn a_new_revision_continues_the_only_head() {
    assert_eq!(place("", None, false), "");
    assert_eq!(place(DIAMOND, None, false), "top");
    assert_eq!(place(DIAMOND, Some("head"), false), "top");
}

#[test]
fn several_heads_need_a_choice() {
    let asked = "there are several heads: `core3` (core), `site2` (site); say which one the new \
                 revision continues with `--head`, or merge them first";
    assert_eq!(place(STORE, None, false), asked);
    assert_eq!(place(STORE, Some("core@head"), false), "core3");
    assert_eq!(place(STORE, Some("site2"), false), "site2");
    assert_eq!(place(STORE, Some("base"), false), "");
    assert!(place(STORE, Some("head"), false).contains("`head`: there are several heads"));
    assert!(place(STORE, Some("heads"), false).contains("say which one the new revision"));
    assert!(place(STORE, Some("+1"), false).contains("there is none here"));
}

#[test]
fn a_revision_with_children_needs_a_splice() {
    assert_eq!(
        place(STORE, Some("core2"), false),
        "`core2`: `core2` is not a head, it is continued by `core3`; name a head, or for a new \
         revision say `--splice` to begin a branch there"
    );
    assert_eq!(place(STORE, Some("core2"), true), "core2");
}

#[test]
fn a_merge_joins_heads_each_once() {
    let store = graph(STORE);
    assert_eq!(told(store.merge(&["heads"])), "core3 site2");
    assert_eq!(
        told(store.merge(&["site@head", "core3", "core3"])),
        "core3 site2"
    );
}

#[test]
fn a_merge_of_fewer_than_two_heads_is_refused() {
    let refused = told(graph(STORE).merge(&["core3", "core@head"]));
    assert!(refused.starts_with("a merge joins at least two heads; given `core3` (core); the"));
    assert!(told(graph(STORE).merge(&["base", "core3", "site2"])).contains("given base"));
    assert!(told(graph("").merge(&["heads"])).contains("given none; the heads are none"));
}

#[test]
fn a_merge_of_what_is_not_a_head_is_refused() {
    assert!(told(graph(STORE).merge(&["core2", "site2"])).contains("`core2` is not a head"));
}
