//! The answers that tell of a customer who is forgotten.

use std::collections::BTreeSet;

use mercer_database::{Json, Transaction};
use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ColumnTrait, DbErr, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Map, Value};

use super::entity::{Column, Entity};

/// Records per statement.
const AT_ONCE: u64 = 500;

/// Whom and what of theirs answers may tell of.
pub(crate) struct Person<'a> {
    /// The customer.
    pub(crate) customer_id: i64,
    /// The addresses that go with them.
    pub(crate) addresses: &'a BTreeSet<i64>,
    /// Their orders.
    pub(crate) orders: &'a [i64],
}

/// Removes the records of the customer's own requests, and the answers of others' requests that
/// tell of them. The latter requests took effect, so that their records stay, without an answer:
/// who repeats one is told so, and the person does not come back by it. What stays of the request is
/// its digest, for as long as the record does.
///
/// Records are kept for a day; this reads all of them.
pub(crate) async fn forget_in(transaction: &Transaction, person: &Person<'_>) -> Result<(), DbErr> {
    Entity::delete_many()
        .filter(Column::Principal.eq(format!("customer {}", person.customer_id)))
        .exec(transaction)
        .await?;
    let mut last = 0;
    loop {
        let records = Entity::find()
            .select_only()
            .column(Column::Id)
            .column(Column::AnswerHeaders)
            .column(Column::AnswerBody)
            .filter(Column::Id.gt(last))
            .filter(Column::AnswerStatus.is_not_null())
            .order_by_asc(Column::Id)
            .limit(AT_ONCE)
            .into_model::<Recorded>()
            .all(transaction)
            .await?;
        let theirs = records.iter().filter(|record| record.tells_of(person));
        empty(transaction, theirs.map(|record| record.id).collect()).await?;
        match records.last() {
            Some(record) if records.len() as u64 == AT_ONCE => last = record.id,
            _ => return Ok(()),
        }
    }
}

async fn empty(transaction: &Transaction, ids: Vec<i64>) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    let nothing = || -> SimpleExpr { Expr::cust("NULL") };
    Entity::update_many()
        .col_expr(Column::AnswerStatus, nothing())
        .col_expr(Column::AnswerHeaders, nothing())
        .col_expr(Column::AnswerBody, nothing())
        .filter(Column::Id.is_in(ids))
        .exec(transaction)
        .await
        .map(drop)
}

#[derive(FromQueryResult)]
struct Recorded {
    id: i64,
    answer_headers: Option<Json>,
    answer_body: Option<Json>,
}

impl Recorded {
    fn tells_of(&self, person: &Person<'_>) -> bool {
        let Some(Json(headers)) = &self.answer_headers else {
            return false;
        };
        if texts(headers).any(|header| person.is_at(header)) {
            return true;
        }
        let Some(Json(Value::String(body))) = &self.answer_body else {
            return false;
        };
        // An empty body tells of nobody.
        serde_json::from_str(body).is_ok_and(|body| person.is_in(&body))
    }
}

/// The values of headers, which are pairs of a name and a value.
fn texts(headers: &Value) -> impl Iterator<Item = &str> {
    let pairs = headers.as_array().into_iter().flatten();
    pairs.filter_map(|pair| pair.get(1)?.as_str())
}

/// How the edges say what is whose: an address such as `/v1/orders/7/notes`, or a field that is
/// named after the noun, such as `order_id`, wherever in the answer. A customer and an address
/// themselves are known by the fields that only they have.
impl Person<'_> {
    fn is_at(&self, location: &str) -> bool {
        let parts: Vec<_> = location.split('/').collect();
        let mut pairs = parts.windows(2);
        pairs.any(|pair| pair[1].parse().is_ok_and(|id| self.has(pair[0], id)))
    }

    fn is_in(&self, answer: &Value) -> bool {
        match answer {
            Value::Object(thing) => {
                self.is_named_by(thing) || thing.values().any(|value| self.is_in(value))
            }
            Value::Array(values) => values.iter().any(|value| self.is_in(value)),
            _ => false,
        }
    }

    fn is_named_by(&self, thing: &Map<String, Value>) -> bool {
        let id = |field: &str| thing.get(field).and_then(Value::as_i64);
        let names = |field: &str, noun: &str| id(field).is_some_and(|id| self.has(noun, id));
        names("customer_id", "customers")
            || names("order_id", "orders")
            || names("address_id", "addresses")
            || thing.contains_key("has_password") && names("id", "customers")
            || thing.contains_key("line1") && names("id", "addresses")
    }

    fn has(&self, noun: &str, id: i64) -> bool {
        match noun {
            "customers" => id == self.customer_id,
            "orders" => self.orders.contains(&id),
            "addresses" | "contacts" => self.addresses.contains(&id),
            _ => false,
        }
    }
}
