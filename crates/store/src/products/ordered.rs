//! The products that an order names, with what an order needs of them.

use std::collections::HashMap;

use mercer_database::{Row, Transaction};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, Value,
};

use super::Kind;
use super::entity::{Column, Entity};
use crate::amounts::TaxRate;
use crate::statement_text::StatementText;
use crate::{Unit, taxes};

static BY_IDS: StatementText = StatementText::new();

/// A product as it is written into an order.
#[derive(Clone, Debug)]
pub(crate) struct OrderedProduct {
    pub(crate) id: i64,
    pub(crate) sku: String,
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) unit: Unit,
    /// Minor units of the currency.
    pub(crate) price: i64,
    /// What one unit costs the shop; unknown when `None`.
    pub(crate) cost: Option<i64>,
    pub(crate) currency: String,
    pub(crate) active: bool,
    /// That of its tax class; zero without one.
    pub(crate) tax_rate: TaxRate,
}

/// The columns in the order in which [`ordered`] reads them, before the tax rate.
const COLUMNS: [Column; 9] = [
    Column::Id,
    Column::Sku,
    Column::Name,
    Column::Kind,
    Column::Unit,
    Column::Price,
    Column::Cost,
    Column::Currency,
    Column::Active,
];

/// Products by id; those that do not exist are missing from the map.
pub(crate) async fn ordered_in(
    transaction: &Transaction,
    ids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, OrderedProduct>, DbErr> {
    let ids: Vec<Value> = ids.map(Value::from).collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let backend = transaction.get_database_backend();
    let by_ids = BY_IDS.with(backend, ids.len(), ids, |ids| {
        let tax_class = Entity::belongs_to(taxes::entity::Entity)
            .from(Column::TaxClassId)
            .to(taxes::entity::Column::Id);
        Entity::find()
            .select_only()
            .columns(COLUMNS)
            .column(taxes::entity::Column::Rate)
            .join(JoinType::LeftJoin, tax_class.into())
            .filter(Column::Id.is_in(ids.iter().cloned()))
            .build(backend)
    });
    let rows = transaction.rows(by_ids).await?.into_iter();
    rows.map(|row| ordered(row).map(|product| (product.id, product)))
        .collect()
}

fn ordered(mut row: Row) -> Result<OrderedProduct, DbErr> {
    Ok(OrderedProduct {
        id: row.take()?,
        sku: row.take()?,
        name: row.take()?,
        kind: row.take()?,
        unit: row.take()?,
        price: row.take()?,
        cost: row.take_optional()?,
        currency: row.take()?,
        active: row.take()?,
        tax_rate: row.take_optional()?.unwrap_or_default(),
    })
}
