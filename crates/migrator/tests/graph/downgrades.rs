//! Each form of downgrade target, and stamps.

use super::{DIAMOND, STORE, applied, graph, told};

fn downgrade(text: &str, from: &str, target: &str) -> String {
    let graph = graph(text);
    told(applied(&graph, from).downgrade(target))
}

#[test]
fn what_continues_the_revision_goes_children_first() {
    assert_eq!(downgrade(DIAMOND, "top", "joined"), "top");
    assert_eq!(
        downgrade(DIAMOND, "left2 right2", "trunk1"),
        "right2 right1 left2 left1 trunk2"
    );
    assert_eq!(downgrade(DIAMOND, "joined", "joi"), "");
}

#[test]
fn other_branches_stay() {
    assert_eq!(downgrade(DIAMOND, "top", "left1"), "top joined left2");
    assert_eq!(downgrade(STORE, "core3 site2", "site1"), "site2");
    assert_eq!(downgrade(STORE, "core3 site2", "core2"), "core3");
}

#[test]
fn what_depends_on_a_reverted_revision_goes_too() {
    assert_eq!(
        downgrade(STORE, "core3 site2", "core1"),
        "site2 site1 core3 core2"
    );
    assert_eq!(
        downgrade(STORE, "core3 site2", "core@core1"),
        "site2 site1 core3 core2"
    );
}

#[test]
fn base_reverts_everything() {
    assert_eq!(
        downgrade(STORE, "core3 site2", "base"),
        "site2 site1 core3 core2 core1"
    );
    assert_eq!(downgrade(STORE, "", "base"), "");
}

#[test]
fn the_base_of_a_branch_reverts_that_branch_and_what_depends_on_it() {
    assert_eq!(downgrade(STORE, "core3 site2", "site@base"), "site2 site1");
    assert_eq!(
        downgrade(STORE, "core2 site2", "core@base"),
        "site2 site1 core2 core1"
    );
    assert_eq!(downgrade(STORE, "core2", "site@base"), "");
    assert_eq!(
        downgrade(DIAMOND, "top", "left@base"),
        "top joined left2 left1"
    );
    assert_eq!(downgrade(DIAMOND, "left1 right1", "right2@base"), "right1");
}

#[test]
fn a_branch_goes_back_to_its_branch_point_alone() {
    assert_eq!(
        downgrade(DIAMOND, "left2 right1", "left@trunk2"),
        "left2 left1"
    );
    assert_eq!(
        downgrade(DIAMOND, "left2 right1", "left@trunk1"),
        "left2 left1"
    );
}

#[test]
fn steps_revert_the_current_revision_one_by_one() {
    assert_eq!(downgrade(DIAMOND, "left2", "-1"), "left2");
    assert_eq!(downgrade(DIAMOND, "left2", "-3"), "left2 left1 trunk2");
    assert_eq!(
        downgrade(DIAMOND, "left1", "current-3"),
        "left1 trunk2 trunk1"
    );
    assert_eq!(downgrade(DIAMOND, "joined", "-1"), "joined");
}

#[test]
fn steps_from_several_current_revisions_are_refused() {
    assert!(downgrade(STORE, "site1", "-1").contains("`core2` (core), `site1` (site); say which"));
    assert!(downgrade(DIAMOND, "joined", "-2").contains("say which branch with `label@-N`"));
}

#[test]
fn too_many_steps_are_refused() {
    assert_eq!(
        downgrade(DIAMOND, "trunk2", "-3"),
        "`-3` goes too far: only 2 of 3 steps are possible"
    );
    assert!(downgrade(STORE, "", "-1").contains("only 0 of 1"));
    assert!(downgrade(DIAMOND, "left2", "left@-3").contains("only 2 of 3"));
}

#[test]
fn steps_on_a_branch_revert_it_and_what_depends_on_it() {
    assert_eq!(downgrade(STORE, "core3 site2", "core@-1"), "core3");
    assert_eq!(
        downgrade(STORE, "core3 site2", "core@-2"),
        "site2 site1 core3 core2"
    );
    assert_eq!(downgrade(STORE, "core3 site2", "site@-1"), "site2");
    assert_eq!(downgrade(DIAMOND, "left2 right2", "left@-2"), "left2 left1");
}

#[test]
fn steps_count_from_a_revision() {
    assert_eq!(downgrade(DIAMOND, "left2", "left2-1"), "left2");
    assert_eq!(
        downgrade(STORE, "core3 site2", "core3-2"),
        "site2 site1 core3 core2"
    );
    assert_eq!(downgrade(STORE, "core3 site2", "site2-2"), "site2 site1");
    assert_eq!(downgrade(DIAMOND, "top", "left@head-2"), "top joined");
    assert!(downgrade(STORE, "core3", "core3-4").contains("only 3 of 4 steps"));
}

#[test]
fn a_revision_that_is_not_applied_is_refused() {
    assert_eq!(
        downgrade(DIAMOND, "right1", "left1"),
        "`left1`: cannot go back to `left1`, for it is not applied; current: `right1`"
    );
    assert!(downgrade(DIAMOND, "", "left1").ends_with("; nothing is applied yet"));
    assert!(downgrade(STORE, "core1", "heads").contains("go back to `core3`, `site2`, for"));
}

#[test]
fn a_downgrade_does_not_go_up() {
    for target in ["+1", "core@+1", "current+1"] {
        assert!(
            downgrade(STORE, "core1", target).contains("use `mercer db upgrade`"),
            "{target}"
        );
    }
}

#[test]
fn a_stamp_goes_up_and_down_and_leaves_other_branches() {
    let store = graph(STORE);
    let stamp = |from: &str, target: &str| told(applied(&store, from).stamp(target));
    assert_eq!(stamp("", "site1"), "core1 core2 site1");
    assert_eq!(stamp("core3 site2", "core2"), "core1 core2 site1 site2");
    assert_eq!(stamp("core3 site2", "core1"), "core1");
    assert_eq!(stamp("core3 site2", "site@base"), "core1 core2 core3");
    assert_eq!(stamp("core3 site2", "base"), "");
    assert_eq!(stamp("core1", "heads"), "core1 core2 core3 site1 site2");
    assert_eq!(stamp("core1", "+1"), "core1 core2");
}
