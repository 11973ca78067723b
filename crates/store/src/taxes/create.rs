//! Add a tax class.

use mercer_database::Transaction;
use sea_orm::{ActiveValue, EntityTrait};

use super::entity::{ActiveModel, Entity, Model};
use super::{TaxClassError, code, record};
use crate::amounts::TaxRate;
use crate::{Store, text};

/// A tax class to be added.
#[derive(Clone, Debug)]
pub struct CreateTaxClass {
    /// Its short name for programs, such as standard, reduced or zero: at most 32 letters, digits,
    /// `-` and `_`, unique without regard to case.
    pub code: String,
    /// Its name, at most 100 characters.
    pub name: String,
    /// Its rate.
    pub rate: TaxRate,
}

/// Adds a tax class.
pub async fn create(store: &Store, input: CreateTaxClass) -> Result<Model, TaxClassError> {
    let now = store.now();
    let class = Model {
        id: 0,
        code: code::check(&input.code)?,
        name: text::required("name", &input.name, 100)?,
        rate: input.rate,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, mut class) = (unit_store.clone(), class.clone());
            async move {
                let mut row = ActiveModel::from(class.clone());
                row.id = ActiveValue::NotSet;
                let inserted = Entity::insert(row).exec(&transaction).await?;
                class.id = inserted.last_insert_id;
                record::record_in(&store, &transaction, "taxes.create", None, Some(&class)).await?;
                Ok(class)
            }
        })
        .await
}
