//! Each form of upgrade target.

use super::{DIAMOND, STORE, applied, graph, told};

fn upgrade(text: &str, from: &str, target: &str) -> String {
    let graph = graph(text);
    told(applied(&graph, from).upgrade(target))
}

#[test]
fn a_revision_is_applied_with_all_that_comes_before_it_and_nothing_else() {
    assert_eq!(upgrade(DIAMOND, "", "left1"), "trunk1 trunk2 left1");
    assert_eq!(upgrade(DIAMOND, "trunk1", "left1"), "trunk2 left1");
    assert_eq!(
        upgrade(DIAMOND, "right1", "joined"),
        "left1 left2 right2 joined"
    );
}

#[test]
fn an_applied_revision_leaves_nothing_to_do() {
    assert_eq!(upgrade(DIAMOND, "top", "left1"), "");
    assert_eq!(upgrade(DIAMOND, "top", "head"), "");
    assert_eq!(upgrade(DIAMOND, "left1", "current"), "");
    assert_eq!(upgrade("", "", "heads"), "");
    assert_eq!(upgrade("", "", "head"), "");
}

#[test]
fn dependencies_are_applied_first() {
    assert_eq!(upgrade(STORE, "", "site1"), "core1 core2 site1");
    assert_eq!(upgrade("a1:\nb1: | lab\nc1: || lab", "", "b1"), "c1 b1");
}

#[test]
fn a_unique_prefix_is_a_revision() {
    assert_eq!(
        upgrade("3f2a77:\n3f2b00: 3f2a77", "", "3f2b"),
        "3f2a77 3f2b00"
    );
}

#[test]
fn an_id_that_is_a_prefix_of_another_is_itself() {
    assert_eq!(upgrade("core1:\ncore10: core1", "", "core1"), "core1");
}

#[test]
fn an_ambiguous_prefix_lists_its_candidates() {
    assert_eq!(
        upgrade("3f2a77:\n3f2b00: 3f2a77", "", "3f2"),
        "`3f2`: several revisions begin with `3f2`: `3f2a77`, `3f2b00`; give more characters"
    );
}

#[test]
fn a_label_makes_a_prefix_unique() {
    assert_eq!(upgrade("abc1: || one\nabc2: || two", "", "two@abc"), "abc2");
}

#[test]
fn a_short_prefix_is_refused_with_what_it_begins() {
    assert_eq!(
        upgrade("3f2a77:", "", "3f"),
        "`3f`: `3f` is too short for a prefix, which has at least 3 characters; it begins `3f2a77`"
    );
}

#[test]
fn an_unknown_revision_is_told_with_the_nearest() {
    assert_eq!(
        upgrade(STORE, "", "core4"),
        "`core4`: there is no revision or label `core4`; did you mean `core`, `core1`, `core2`?"
    );
    assert!(upgrade(STORE, "", "zzzzzz").ends_with("; `mercer db history` lists all revisions"));
    assert!(upgrade(STORE, "", "sight@head").contains("no revision or label `sight`"));
}

#[test]
fn head_is_the_only_head() {
    assert_eq!(upgrade(DIAMOND, "joined", "head"), "top");
}

#[test]
fn head_with_several_heads_names_them_and_what_to_say() {
    assert_eq!(
        upgrade(STORE, "", "head"),
        "`head`: there are several heads: `core3` (core), `site2` (site); name one, say \
         `label@head` for one branch or `heads` for all, or merge them"
    );
}

#[test]
fn heads_are_all_heads() {
    assert_eq!(upgrade(STORE, "", "heads"), "core1 core2 core3 site1 site2");
}

#[test]
fn the_head_of_a_branch_brings_what_it_depends_on() {
    assert_eq!(upgrade(STORE, "", "core@head"), "core1 core2 core3");
    assert_eq!(upgrade(STORE, "", "site@head"), "core1 core2 site1 site2");
    assert_eq!(upgrade(STORE, "site1", "site@heads"), "site2");
    assert_eq!(
        upgrade(DIAMOND, "", "left1@head"),
        upgrade(DIAMOND, "", "head")
    );
}

#[test]
fn a_branch_that_parts_has_heads_but_no_head() {
    let parted = "one: || core\ntwo: one\nthree: one";
    assert!(upgrade(parted, "", "core@head").contains("`two` (core), `three` (core)"));
    assert_eq!(upgrade(parted, "", "core@heads"), "one two three");
}

#[test]
fn steps_count_from_where_the_database_stands() {
    assert_eq!(upgrade(DIAMOND, "", "+2"), "trunk1 trunk2");
    assert_eq!(upgrade(DIAMOND, "left1", "+1"), "left2");
    assert_eq!(
        upgrade(DIAMOND, "left1", "current+2"),
        "left2 right1 right2 joined"
    );
    assert_eq!(upgrade("a1:\na2: a1 | b1\nb1:", "a1", "+1"), "b1 a2");
}

#[test]
fn steps_that_could_go_two_ways_are_refused() {
    assert_eq!(
        upgrade(DIAMOND, "trunk2", "+1"),
        "`+1`: from `trunk2` the way parts to `left1` (left), `right1`; name the revision, or say \
         the branch with `label@`"
    );
    assert!(upgrade(STORE, "", "+1").contains("from the base the way parts to `core1` (core)"));
}

#[test]
fn steps_from_several_current_revisions_are_refused() {
    assert_eq!(
        upgrade(DIAMOND, "left1 right1", "+1"),
        "`+1`: steps are counted from the current revision, and there are several: `left1` \
         (left), `right1`; say which branch with `label@+N`, or name a revision"
    );
}

#[test]
fn the_advice_has_the_sign_that_was_asked_for() {
    let parted = "one: || a-b\ntwo: one\nthree: one";
    assert!(upgrade(parted, "two three", "a-b@+1").contains("with `label@+N`"));
}

#[test]
fn too_many_steps_are_refused_with_how_many_there_are() {
    assert_eq!(
        upgrade(DIAMOND, "joined", "+3"),
        "`+3` goes too far: only 1 of 3 steps are possible"
    );
}

#[test]
fn steps_count_from_a_revision() {
    assert_eq!(upgrade(DIAMOND, "", "trunk1+1"), "trunk1 trunk2");
    assert_eq!(upgrade(DIAMOND, "", "left2-1"), "trunk1 trunk2 left1");
    assert_eq!(upgrade(STORE, "", "core+2"), "core1 core2 core3");
    assert_eq!(upgrade(DIAMOND, "", "base+1"), "trunk1");
    assert!(upgrade(DIAMOND, "", "joined-1").contains("the way parts to `left2` (left), `right2`"));
}

#[test]
fn steps_on_a_branch_count_from_where_the_branch_stands() {
    assert_eq!(upgrade(STORE, "core2", "core@+1"), "core3");
    assert_eq!(upgrade(STORE, "site1", "core@+1"), "core3");
    assert_eq!(upgrade(STORE, "core1", "site@+1"), "core2 site1");
    assert_eq!(upgrade(DIAMOND, "trunk2", "left@+2"), "left1 left2");
    assert_eq!(upgrade(DIAMOND, "right2", "left@+1"), "left1");
    assert_eq!(upgrade(DIAMOND, "trunk1", "left@+2"), "trunk2 left1");
    assert_eq!(upgrade(DIAMOND, "right1", "left@trunk2+1"), "left1");
    assert_eq!(
        upgrade(DIAMOND, "", "left@head-2"),
        "trunk1 trunk2 left1 left2"
    );
}

#[test]
fn a_revision_of_another_branch_is_refused() {
    assert_eq!(
        upgrade(STORE, "", "site@core3"),
        "`site@core3`: revision `core3` is not on the branch `site`; it is on `core`"
    );
    assert_eq!(upgrade(STORE, "", "core@core2"), "core1 core2");
    assert_eq!(upgrade(DIAMOND, "", "left@trunk1"), "trunk1");
    assert!(upgrade(DIAMOND, "", "left@right1").ends_with("is not on the branch `left`"));
    assert!(upgrade(STORE, "", "site@core3x").contains("no revision or label `core3x`"));
}

#[test]
fn an_upgrade_does_not_go_down() {
    for target in ["base", "core@base", "-1", "core@-1", "current-1", "core2-2"] {
        assert!(
            upgrade(STORE, "core3", target).contains("use `mercer db downgrade`"),
            "{target}"
        );
    }
}

#[test]
fn what_is_not_a_target_is_refused_with_the_forms_there_are() {
    for target in [
        "",
        " ",
        "a b",
        "a:b",
        "@head",
        "core@",
        "a@b@c",
        "+",
        "-",
        "+x",
        "-x",
        "core1+",
        "+1+1",
        "-1-1",
        "+0",
        "core1-0",
        "+99999999999999999999999",
        "head@core1",
        "+1@core1",
    ] {
        let told = upgrade(STORE, "", target);
        assert!(told.contains("is not a target: "), "{target}: {told}");
    }
}
