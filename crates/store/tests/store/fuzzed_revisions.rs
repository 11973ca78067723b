//! Revision files that nobody should have written: reading one ends in a revision or a refusal,
//! never in a panic, and a revision is read again from what it prints.
//!
//! What once failed is kept beside the tests (`*.proptest-regressions`) and tried first.
#![allow(clippy::unwrap_used)]

use mercer_migrator::Revision;
use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

/// Every kind of operation of the store's own history.
const RIGHT: &[&str] = &[
    include_str!("../../revisions/0001_the_store.toml"),
    include_str!("../../revisions/0009_the_life_of_an_order.toml"),
];

fn settings() -> ProptestConfig {
    ProptestConfig {
        cases: ProptestConfig::default().cases.max(1_000),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource(
            "proptest-regressions",
        ))),
        ..ProptestConfig::default()
    }
}

fn is_read_again(text: &str) -> bool {
    let Ok(revision) = Revision::parse(text, "fuzzed.toml") else {
        return true;
    };
    Revision::parse(&revision.print(), "fuzzed.toml").is_ok_and(|again| again == revision)
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn any_text_is_a_revision_or_refused(text in any::<String>()) {
        prop_assert!(is_read_again(&text));
    }

    #[test]
    fn a_damaged_revision_is_a_revision_or_refused(
        which in 0..RIGHT.len(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..60,
        put in prop_oneof![any::<String>(), "[\\[\\]{}=\"',.a-z0-9_ \n-]{0,20}"],
    ) {
        let letters: Vec<char> = RIGHT[which].chars().collect();
        let from = from.index(letters.len());
        let to = (from + length).min(letters.len());
        let mut damaged: String = letters[..from].iter().collect();
        damaged.push_str(&put);
        damaged.extend(&letters[to..]);
        prop_assert!(is_read_again(&damaged), "{}", damaged);
    }
}

/// The control: what is not damaged is read.
#[test]
fn the_revisions_that_are_damaged_above_are_right() {
    for text in RIGHT {
        Revision::parse(text, "right.toml").unwrap();
    }
}
