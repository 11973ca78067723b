//! Write what happened to a tax class into the audit log.

use mercer_database::Transaction;
use sea_orm::DbErr;
use serde_json::{Map, Value, json};

use super::entity::Model;
use crate::{Store, audit};

/// Records what differs between the two, or all that one of them alone says.
pub(super) async fn record_in(
    store: &Store,
    transaction: &Transaction,
    action: &'static str,
    before: Option<&Model>,
    after: Option<&Model>,
) -> Result<(), DbErr> {
    let id = before.or(after).map_or(0, |class| class.id);
    let (mut was, mut is) = (before.map(facts), after.map(facts));
    if let (Some(was), Some(is)) = (&mut was, &mut is) {
        let same: Vec<String> = was
            .iter()
            .filter(|(field, value)| is.get(*field) == Some(*value))
            .map(|(field, _)| field.clone())
            .collect();
        for field in same {
            was.remove(&field);
            is.remove(&field);
        }
    }
    let act = audit::Act {
        action,
        subject: format!("tax class {id}"),
        order_id: None,
        before: was.map(Value::Object),
        after: is.map(Value::Object),
    };
    audit::record_in(store, transaction, act).await
}

fn facts(class: &Model) -> Map<String, Value> {
    [
        ("code", json!(class.code)),
        ("name", json!(class.name)),
        ("rate_ppm", json!(class.rate.ppm())),
    ]
    .into_iter()
    .map(|(field, value)| (field.to_owned(), value))
    .collect()
}
