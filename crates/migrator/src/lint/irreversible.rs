//! Operations that cannot be judged, and those that cannot be turned round.

use super::{Finding, Place, Severity};
use crate::Operation;

pub(super) fn rule(place: &Place<'_>, found: &mut Vec<Finding>) {
    if let Operation::Sql(sql) = place.operation
        && !sql.up.of(place.kind).trim().is_empty()
    {
        found.push(place.finding(
            "sql_unjudged",
            Severity::Notice,
            "statements of the revision's own cannot be judged".to_owned(),
            "try them with `upgrade --rehearse`, or on a copy of the database",
        ));
    }
    if let Err(reason) = place.operation.reverse() {
        found.push(place.finding(
            "irreversible",
            Severity::Notice,
            "a downgrade cannot take this operation back by itself".to_owned(),
            &reason.to_string(),
        ));
    }
}
