//! Change a tax class.

use mercer_database::Transaction;
use sea_orm::{EntityTrait, QuerySelect};

use super::entity::{ActiveModel, Entity, Model};
use super::{TaxClassError, code, record};
use crate::amounts::TaxRate;
use crate::edit::edit_in;
use crate::patch::set;
use crate::{Invalid, Store, text};

/// What to change; `None` keeps a field.
#[derive(Clone, Debug, Default)]
pub struct UpdateTaxClass {
    /// The version that the caller read; any when `None`.
    pub expected_version: Option<i64>,
    /// Another code, unique.
    pub code: Option<String>,
    /// Another name.
    pub name: Option<String>,
    /// Another rate, for orders from now on.
    pub rate: Option<TaxRate>,
}

/// Changes a tax class. Orders keep the rates that they were placed with.
pub async fn update(store: &Store, id: i64, input: UpdateTaxClass) -> Result<Model, TaxClassError> {
    let (expected, now) = (input.expected_version, store.now());
    let changes = check(input)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, changes) = (unit_store.clone(), changes.clone());
            async move {
                let find = Entity::find_by_id(id).lock_exclusive();
                let before = find.one(&transaction).await?;
                let before = before.ok_or(TaxClassError::NotFound(id))?;
                let after = edit_in::<Entity>(&transaction, id, expected, changes, now)
                    .await?
                    .into_result(expected, || TaxClassError::NotFound(id))?;
                let (was, is) = (Some(&before), Some(&after));
                record::record_in(&store, &transaction, "taxes.update", was, is).await?;
                Ok(after)
            }
        })
        .await
}

fn check(input: UpdateTaxClass) -> Result<ActiveModel, Invalid> {
    let name = input.name.map(|name| text::required("name", &name, 100));
    let code = input.code.map(|code| code::check(&code));
    Ok(ActiveModel {
        code: set(code.transpose()?),
        name: set(name.transpose()?),
        rate: set(input.rate),
        ..ActiveModel::default()
    })
}
