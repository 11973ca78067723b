//! Write a price into the history, in the transaction that sets it.

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder,
};

use super::entity::{self, Model};
use super::price_change::{ActiveModel, Column, Entity};

/// Records the product's price, unless it is the one that it had.
///
/// The product's row was written by this transaction, so nobody else changes its price meanwhile.
/// A clock that is behind that of another machine does not change the order of prices.
pub(super) async fn record_in(
    transaction: &Transaction,
    product: &Model,
    actor: &str,
) -> Result<(), DbErr> {
    let last = Entity::find()
        .filter(Column::ProductId.eq(product.id))
        .order_by_desc(Column::ValidFrom)
        .order_by_desc(Column::Id)
        .one(transaction)
        .await?;
    let mut valid_from = product.updated_at;
    if let Some(last) = last {
        if last.price == product.price && last.currency == product.currency {
            return Ok(());
        }
        valid_from = std::cmp::max(valid_from, last.valid_from);
    }
    let change = ActiveModel {
        id: ActiveValue::NotSet,
        product_id: ActiveValue::Set(product.id),
        price: ActiveValue::Set(product.price),
        currency: ActiveValue::Set(product.currency.clone()),
        valid_from: ActiveValue::Set(valid_from),
        actor: ActiveValue::Set(actor.to_owned()),
    };
    Entity::insert(change)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}

/// Records the prices of those of these products that have none yet, in one statement.
pub(crate) async fn record_first_in(
    transaction: &Transaction,
    skus: impl Iterator<Item = String>,
    actor: &str,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let price_of = (entity::Entity, entity::Column::Id);
    let recorded = Query::select()
        .expr(Expr::val(1))
        .from(Entity)
        .and_where(Expr::col((Entity, Column::ProductId)).equals(price_of))
        .take();
    let prices = Query::select()
        .columns([
            entity::Column::Id,
            entity::Column::Price,
            entity::Column::Currency,
        ])
        .expr(Expr::val(now))
        .expr(Expr::val(actor))
        .from(entity::Entity)
        .and_where(entity::Column::Sku.is_in(skus))
        .and_where(Expr::exists(recorded).not())
        .take();
    let columns = [
        Column::ProductId,
        Column::Price,
        Column::Currency,
        Column::ValidFrom,
        Column::Actor,
    ];
    let mut insert = Query::insert();
    insert
        .into_table(Entity)
        .columns(columns)
        .select_from(prices)
        .map_err(|error| DbErr::Custom(error.to_string()))?;
    transaction.execute(&insert).await.map(drop)
}
