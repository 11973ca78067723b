//! Derive what searches look into.

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::{Alias, Expr, Query};
use sea_orm::{ConnectionTrait, DbErr, EntityTrait, QuerySelect};

use super::{Changed, Repair, record_in};
use crate::doctor::search_keys::{Noun, WrongKeys, wrong_in};
use crate::{Store, customers, products};

/// Ids per statement: databases take only so many parameters.
const LOCKED_AT_ONCE: usize = 1_000;

pub(super) async fn repair(store: &Store) -> Result<Vec<Repair>, Error> {
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let store = unit_store.clone();
            async move {
                let (_, wrong) = wrong_in(&transaction).await?;
                if wrong.is_empty() {
                    return Ok(Vec::new());
                }
                // Looked at once more under the locks: a row may be edited at this moment.
                lock(&transaction, &wrong).await?;
                let locked: Vec<_> = wrong.iter().map(|row| (row.noun, row.id)).collect();
                let (_, wrong) = wrong_in(&transaction).await?;
                let mut changed = Vec::new();
                for row in wrong {
                    if locked.contains(&(row.noun, row.id)) {
                        changed.push(set(&transaction, row).await?);
                    }
                }
                Ok(record_in(&store, &transaction, changed).await?)
            }
        })
        .await
}

async fn lock(transaction: &Transaction, wrong: &[WrongKeys]) -> Result<(), DbErr> {
    let ids = |noun: Noun| -> Vec<i64> {
        let of_noun = wrong.iter().filter(|row| row.noun == noun);
        of_noun.map(|row| row.id).collect()
    };
    for part in ids(Noun::Product).chunks(LOCKED_AT_ONCE) {
        use products::entity::{Column, Entity};
        lock_rows::<Entity>(transaction, Column::Id, part).await?;
    }
    for part in ids(Noun::Customer).chunks(LOCKED_AT_ONCE) {
        use customers::entity::{Column, Entity};
        lock_rows::<Entity>(transaction, Column::Id, part).await?;
    }
    Ok(())
}

/// Locks rows in the order of their ids.
async fn lock_rows<E: EntityTrait>(
    transaction: &Transaction,
    id: E::Column,
    ids: &[i64],
) -> Result<(), DbErr> {
    use sea_orm::{ColumnTrait, QueryFilter, QueryOrder};
    let rows = E::find()
        .filter(id.is_in(ids.iter().copied()))
        .order_by_asc(id)
        .lock_exclusive();
    rows.all(transaction).await.map(drop)
}

async fn set(transaction: &Transaction, row: WrongKeys) -> Result<Changed, DbErr> {
    let table = match row.noun {
        Noun::Product => "products",
        Noun::Customer => "customers",
    };
    let mut update = Query::update();
    update.table(Alias::new(table));
    for (column, _, to) in &row.keys {
        update.value(Alias::new(*column), to.clone());
    }
    update.and_where(sea_orm::sea_query::ExprTrait::eq(
        Expr::col(Alias::new("id")),
        row.id,
    ));
    let update = transaction.get_database_backend().build(&update);
    transaction.execute_raw(update).await?;
    let subject = row.subject();
    let word = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    let values = row.keys.into_iter();
    let values = values.map(|(column, from, to)| (column, word(from), word(to)));
    Ok(Changed {
        subject,
        order_id: None,
        values: values.collect(),
    })
}
