//! Ranges, for history and for SQL without a database.

use super::{DIAMOND, STORE, applied, graph, told};

fn history(text: &str, range: &str) -> String {
    told(graph(text).history(range, None))
}

#[test]
fn history_shows_both_ends_and_what_lies_between() {
    assert_eq!(history(DIAMOND, "trunk2:left2"), "trunk2 left1 left2");
    assert_eq!(history(DIAMOND, "left1:top"), "left1 left2 joined top");
    assert_eq!(history(STORE, "core2:core2"), "core2");
}

#[test]
fn an_end_left_out_is_the_base_or_all_heads() {
    let all = "trunk1 trunk2 left1 left2 right1 right2 joined top";
    for range in [":", "base:", ":heads", "base:head"] {
        assert_eq!(history(DIAMOND, range), all, "{range}");
    }
    assert_eq!(history(DIAMOND, ":left2"), "trunk1 trunk2 left1 left2");
    assert_eq!(history(DIAMOND, "joined:"), "joined top");
    assert_eq!(history(STORE, "site:"), "site1 site2");
    assert_eq!(history("", ":"), "");
}

#[test]
fn a_branch_can_be_shown_alone() {
    assert_eq!(
        history(DIAMOND, "left@base:left@head"),
        "left1 left2 joined top"
    );
    assert_eq!(
        history(DIAMOND, ":left@head-2"),
        "trunk1 trunk2 left1 left2"
    );
}

#[test]
fn steps_in_the_second_end_count_from_the_first() {
    assert_eq!(history(DIAMOND, "left1:+2"), "left1 left2 joined");
    assert_eq!(history(DIAMOND, "trunk2:left@+1"), "trunk2 left1");
    assert_eq!(history(STORE, "site1:+1"), "site1 site2");
    assert_eq!(history(DIAMOND, "base:+2"), "trunk1 trunk2");
}

#[test]
fn current_and_steps_in_the_first_end_count_from_the_database() {
    let store = graph(STORE);
    let state = applied(&store, "core3");
    assert_eq!(
        told(store.history("-1:current", Some(&state))),
        "core2 core3"
    );
    assert_eq!(
        told(store.history("-3:current", Some(&state))),
        "core1 core2 core3"
    );
    assert_eq!(told(store.history("current:", Some(&state))), "core3");
    for range in ["-3:current", "current:", ":current"] {
        assert!(
            history(STORE, range).contains("there is none here"),
            "{range}"
        );
    }
}

#[test]
fn a_range_the_wrong_way_round_is_refused() {
    for range in ["core3:core1", "site1:core3", "core1:base"] {
        assert!(
            history(STORE, range).contains("write the older revision first"),
            "{range}"
        );
    }
}

#[test]
fn what_is_no_range_is_refused() {
    for range in ["", "core1", "a:b:c"] {
        assert!(history(STORE, range).contains("with one colon"), "{range}");
    }
}

#[test]
fn sql_upwards_is_written_from_one_end_to_the_other() {
    let store = graph(STORE);
    for (range, list) in [
        ("core@head", "core1 core2 core3"),
        ("base:site1", "core1 core2 site1"),
        ("core1:core3", "core2 core3"),
        ("core2:heads", "core3 site1 site2"),
        ("core1:", "core2 core3 site1 site2"),
        ("core1:+1", "core2"),
        ("site1:+1", "site2"),
        ("site1:core@+1", "core3"),
        (":core@core2", "core1 core2"),
        ("core@base:core2", "core1 core2"),
        ("core2:core2", ""),
    ] {
        assert_eq!(told(store.offline_upgrade(range)), list, "{range}");
    }
    assert!(told(store.offline_upgrade("core3:-1")).contains("use `mercer db downgrade`"));
    assert!(told(store.offline_upgrade("current:head")).contains("there is none here"));
}

#[test]
fn sql_downwards_is_written_from_one_end_to_the_other() {
    let store = graph(STORE);
    for (range, list) in [
        ("core3:core1", "core3 core2"),
        ("core3:base", "core3 core2 core1"),
        ("core3:-2", "core3 core2"),
        ("site2:-1", "site2"),
        ("site2:site@base", "site2 site1"),
        ("site2:core1", "site2 site1 core2"),
    ] {
        assert_eq!(told(store.offline_downgrade(range)), list, "{range}");
    }
    assert!(told(store.offline_downgrade("core1:core3")).contains("it is not applied"));
    assert!(told(store.offline_downgrade("core3:")).contains("needs both ends"));
    assert!(told(store.offline_downgrade("core3")).contains("with one colon"));
    assert!(told(store.offline_downgrade("core3:+1")).contains("use `mercer db upgrade`"));
}
