//! A shop with one user of the staff and one customer, on every database.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use mercer_database::{Error, Kind, Transaction};
use mercer_testing::TestDatabase;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement};
use serde_json::Value;

use crate::addresses::NewAddress;
use crate::audit::{self, ListEntries};
use crate::customers::{
    self, AddressChoice, CreateCustomer, Customer, NewCustomerAddress, entity as customer,
};
use crate::password::Password;
use crate::staff::{Role, User, entity as user};
use crate::{FixedClock, PageRequest, Store};

pub(crate) const PASSWORD: &str = "correct horse";

/// Its hash, made with little memory: nearly every fact begins with it, and none is about it.
const HASH: &str = "$argon2id$v=19$m=64,t=1,p=1$2SWaM5UVpquMZxDB6H0Phw$QSNcCEcFmhV2uiS7a55xCgDHElu+aEdgxIrUgjoyZ4s";

pub(crate) struct Reception {
    pub(crate) store: Store,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) place: TestDatabase,
    /// An owner of the shop; her e-mail address is vera@example.org.
    pub(crate) vera: User,
    /// A customer with a password; her e-mail address is ada@example.org.
    pub(crate) ada: Customer,
}

pub(crate) fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

pub(crate) async fn receptions() -> Vec<Reception> {
    let mut all = Vec::new();
    for place in mercer_testing::databases().await {
        crate::created::create(&place.database, &crate::schema::schema())
            .await
            .unwrap();
        let opening = DateTime::from_timestamp(1_750_000_000, 123_456_000).unwrap();
        let clock = Arc::new(FixedClock::at(opening));
        let pounds = "GBP".parse().unwrap();
        let store = Store::with_shared_clock(place.database.clone(), pounds, clock.clone());
        let vera = hired(&store, "vera", Role::Owner).await;
        let ada = registered(&store, "ada", true).await;
        all.push(Reception {
            store,
            clock,
            place,
            vera,
            ada,
        });
    }
    all
}

pub(crate) async fn hired(store: &Store, username: &str, role: Role) -> User {
    let mut user = User {
        id: 0,
        username: username.to_owned(),
        email: Some(format!("{username}@example.org")),
        password_hash: HASH.to_owned(),
        first_name: "Vera".to_owned(),
        last_name: "Baker".to_owned(),
        role,
        active: true,
        last_sign_in_at: None,
        created_at: store.now(),
        updated_at: store.now(),
        version: 1,
    };
    let mut row = user::ActiveModel::from(user.clone());
    row.id = ActiveValue::NotSet;
    let hired: Result<i64, Error> = store
        .database()
        .write(move |transaction: Transaction| {
            let row = row.clone();
            async move {
                let inserted = user::Entity::insert(row).exec(&transaction).await?;
                Ok(inserted.last_insert_id)
            }
        })
        .await;
    user.id = hired.unwrap();
    user
}

/// A customer whose password, if they have one, is [`PASSWORD`].
pub(crate) async fn registered(store: &Store, username: &str, has_password: bool) -> Customer {
    let address = NewAddress {
        line1: "1 High Street".to_owned(),
        city: "London".to_owned(),
        country: "GB".to_owned(),
        ..NewAddress::default()
    };
    let input = CreateCustomer {
        username: username.to_owned(),
        email: Some(format!("{username}@example.org")),
        password: None,
        first_name: "Ada".to_owned(),
        last_name: "Lovelace".to_owned(),
        phone: None,
        addresses: vec![NewCustomerAddress {
            address: AddressChoice::New(address),
            label: None,
            default_shipping: false,
            default_billing: false,
        }],
    };
    let mut customer = customers::create(store, input).await.unwrap();
    if has_password {
        customer.password_hash = Some(HASH.to_owned());
        give_hash(store, customer.id).await;
    }
    customer
}

async fn give_hash(store: &Store, id: i64) {
    let given: Result<(), Error> = store
        .database()
        .write(move |transaction: Transaction| async move {
            customer::Entity::update_many()
                .col_expr(customer::Column::PasswordHash, Expr::val(HASH))
                .filter(customer::Column::Id.eq(id))
                .exec(&transaction)
                .await?;
            Ok(())
        })
        .await;
    given.unwrap();
}

impl Reception {
    pub(crate) fn kind(&self) -> Kind {
        self.place.kind
    }

    pub(crate) fn later(&self, by: TimeDelta) {
        self.clock.set(self.store.now() + by);
    }

    /// The single integer that a query answers with, aliased as `n`.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        self.place.number(sql).await
    }

    /// Actor, action, subject and what became, of the audit rows of a noun, oldest first.
    pub(crate) async fn told(&self, noun: &str) -> Vec<(String, String, String, String)> {
        let mut told = Vec::new();
        let mut after = None;
        // The log is listed newest first.
        loop {
            let input = ListEntries {
                page: PageRequest {
                    after: after.take(),
                    limit: 200,
                },
                ..ListEntries::default()
            };
            let page = audit::list(&self.store, input).await.unwrap();
            for row in page.items {
                let states = [row.state_before, row.state_after];
                let states: Vec<Value> = states.into_iter().flatten().map(|json| json.0).collect();
                if row.action.starts_with(noun) {
                    let states = serde_json::to_string(&states).unwrap();
                    told.push((row.actor, row.action, row.subject, states));
                }
            }
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        told.reverse();
        told
    }

    /// Every text of a table.
    pub(crate) async fn every_text_of(&self, table: &str) -> String {
        let sql = format!("SELECT * FROM {table}");
        let rows: Result<Vec<String>, Error> = self
            .place
            .database
            .read(move |transaction| {
                let sql = sql.clone();
                async move {
                    let backend = transaction.get_database_backend();
                    let rows = transaction
                        .query_all_raw(Statement::from_string(backend, sql))
                        .await?;
                    Ok(rows.iter().map(all_of).collect())
                }
            })
            .await;
        rows.unwrap().join("\n")
    }
}

fn all_of(row: &sea_orm::QueryResult) -> String {
    let texts = row.column_names().into_iter().map(|name| {
        let text: Result<Option<String>, _> = row.try_get("", &name);
        text.ok().flatten().unwrap_or_default()
    });
    texts.collect::<Vec<_>>().join(" ")
}
