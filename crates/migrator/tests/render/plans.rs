//! Whatever two schemas there are, a plan leads from one to the other.

use crate::chance::Chance;
use mercer_database::Kind;
use mercer_migrator::{Operation, Plan, PlanOptions, Schema, compare, plan, replay};

const PAIRS: u64 = 200;

fn planned(live: &Schema, target: &Schema, kind: Kind) -> Plan {
    plan(live, target, kind, &PlanOptions::default())
}

#[test]
fn a_replayed_plan_gives_the_target() {
    let mut operations = 0;
    for kind in [Kind::Sqlite, Kind::Postgres, Kind::MySql] {
        for seed in 0..PAIRS {
            let (from, to) = Chance::new(seed, kind).pair();
            for (from, to) in [(&from, &to), (&to, &from)] {
                let plan = planned(from, to, kind);
                let mut schema = from.clone();
                for operation in &plan.operations {
                    if let Err(error) = replay(&mut schema, operation) {
                        panic!("{kind}, seed {seed}: {operation:?}: {error}");
                    }
                }
                let left: Vec<_> = compare(to, &schema, kind)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                assert_eq!(left, [""; 0], "{kind}, seed {seed}");
                assert_eq!(
                    planned(&schema, to, kind).operations,
                    [],
                    "{kind}, seed {seed}"
                );
                operations += plan.operations.len();
                for operation in reversed(&plan.operations) {
                    if let Err(error) = replay(&mut schema, &operation) {
                        panic!("{kind}, seed {seed}, back: {operation:?}: {error}");
                    }
                }
                let left: Vec<_> = compare(from, &schema, kind)
                    .iter()
                    .map(ToString::to_string)
                    .collect();
                assert_eq!(left, [""; 0], "{kind}, seed {seed}, back");
            }
        }
    }
    // That there was something to do.
    assert!(operations > 10_000, "{operations}");
}

/// What takes the operations back.
pub(crate) fn reversed(operations: &[Operation]) -> Vec<Operation> {
    let back = operations.iter().rev().map(Operation::reverse);
    back.flat_map(|reverse| reverse.expect("reversible"))
        .collect()
}
