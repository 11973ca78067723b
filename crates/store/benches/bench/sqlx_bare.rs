//! sqlx alone, set-based: one program for both servers, whose drivers differ only in types.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sqlx::{AssertSqlSafe, Executor, Row};

use super::shop::BenchShop;
use super::statements::{
    BareLine, BareProduct, DIGEST, Placeholders, SALT, audits, document, next_number, priced, told,
};
use super::{Contender, Running};

/// The texts, made once.
struct Texts {
    location: String,
    products: String,
    addresses: String,
    lock: String,
    reserve: String,
    order: String,
    items: String,
    audit: String,
    order_by_id: String,
    items_of: String,
    list: String,
}

impl Texts {
    fn of(sql: &Placeholders, returning: &str) -> Self {
        Texts {
            location: sql.location(),
            products: sql.products(),
            addresses: sql.addresses(),
            lock: sql.lock(),
            reserve: sql.reserve(true),
            order: format!("{}{returning}", sql.order()),
            items: sql.items(),
            audit: sql.audit(),
            order_by_id: sql.order_by_id(),
            items_of: sql.items_of(),
            list: sql.list(),
        }
    }
}

fn text(sql: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(sql.to_owned())
}

macro_rules! bare_server {
    ($name:ident, $database:ty, $pool:ty, $options:ty, $numbered:literal, $returning:literal, $isolation:literal, $insert_id:ident) => {
        pub struct $name {
            pool: $pool,
            texts: Texts,
        }

        impl $name {
            pub async fn open(shop: &BenchShop) -> Self {
                let pool = <$options>::new()
                    .max_connections(16)
                    .test_before_acquire(false)
                    .after_connect(|connection, _| {
                        Box::pin(async move { connection.execute($isolation).await.map(drop) })
                    })
                    .connect(&shop.database.url)
                    .await
                    .unwrap();
                let texts = Texts::of(
                    &Placeholders {
                        numbered: $numbered,
                    },
                    $returning,
                );
                $name { pool, texts }
            }

            async fn place(&self, lines: [(i64, i64); 3]) -> Result<(), sqlx::Error> {
                let now: DateTime<Utc> = Utc::now();
                let texts = &self.texts;
                let mut transaction = self.pool.begin().await?;
                let location: i64 = sqlx::query(text(&texts.location))
                    .bind(true)
                    .bind(1_i64)
                    .fetch_one(&mut *transaction)
                    .await?
                    .try_get(0)?;
                let [(a, x), (b, y), (c, z)] = lines;
                let products: Vec<BareProduct> = sqlx::query(text(&texts.products))
                    .bind(a)
                    .bind(b)
                    .bind(c)
                    .fetch_all(&mut *transaction)
                    .await?
                    .iter()
                    .map(|row| BareProduct {
                        id: row.get(0),
                        sku: row.get_unchecked(1),
                        name: row.get_unchecked(2),
                        unit: row.get_unchecked(4),
                        price: row.get(5),
                        tax_rate: row.get::<Option<i64>, _>(8).unwrap_or(0),
                    })
                    .collect();
                let row = sqlx::query(text(&texts.addresses))
                    .bind(1_i64)
                    .bind(20_i64)
                    .fetch_all(&mut *transaction)
                    .await?
                    .remove(0);
                let address = document([0, 1, 2, 3, 4, 5, 6].map(|i| row.get_unchecked(i)));
                sqlx::query(text(&texts.lock))
                    .bind(location)
                    .bind(a)
                    .bind(b)
                    .bind(c)
                    .fetch_all(&mut *transaction)
                    .await?;
                let mut reserve = sqlx::query(text(&texts.reserve));
                for value in [a, x, b, y, c, z] {
                    reserve = reserve.bind(value);
                }
                reserve = reserve.bind(now);
                for value in [location, a, b, c, a, x, b, y, c, z] {
                    reserve = reserve.bind(value);
                }
                let reserved = transaction.execute(reserve).await?.rows_affected();
                assert_eq!(reserved, 3, "there is stock for ever");
                let priced = priced(&lines, &products);
                let sum = |amount: fn(&BareLine<'_>) -> i64| priced.iter().map(amount).sum::<i64>();
                let total = sum(|line| line.total);
                let number = next_number();
                let mut order = sqlx::query(text(&texts.order))
                    .bind(&number)
                    .bind("sale")
                    .bind(1_i64)
                    .bind(location)
                    .bind("GBP")
                    .bind("placed")
                    .bind("unpaid")
                    .bind("unfulfilled")
                    .bind(false)
                    .bind(sum(|line| line.subtotal))
                    .bind(0_i64)
                    .bind(None::<String>)
                    .bind(3_i64)
                    .bind(0_i64)
                    .bind(sum(|line| line.tax))
                    .bind(total);
                for _ in 0..6 {
                    order = order.bind(0_i64);
                }
                let order = order
                    .bind(&address)
                    .bind(&address)
                    .bind(None::<String>)
                    .bind(now)
                    .bind(None::<DateTime<Utc>>)
                    .bind(now)
                    .bind(now)
                    .bind(1_i64);
                let order: i64 = $insert_id!(order, transaction);
                let mut items = sqlx::query(text(&texts.items));
                for (index, line) in priced.iter().enumerate() {
                    let product = line.product;
                    items = items.bind(order).bind(index as i64 + 1).bind(product.id);
                    items = items
                        .bind(&product.sku)
                        .bind(&product.name)
                        .bind(&product.unit);
                    items = items
                        .bind(true)
                        .bind(product.price)
                        .bind(line.quantity)
                        .bind(line.subtotal)
                        .bind(0_i64)
                        .bind(None::<String>);
                    for amount in [0, product.tax_rate, line.tax, line.total, 0, 0, 0, 0, 0] {
                        items = items.bind(amount);
                    }
                }
                transaction.execute(items).await?;
                if audits() {
                    let audit = sqlx::query(text(&texts.audit))
                        .bind("bench")
                        .bind("orders.place")
                        .bind(format!("order {order}"))
                        .bind(order)
                        .bind(told(&number, total))
                        .bind(now)
                        .bind(SALT)
                        .bind(DIGEST);
                    transaction.execute(audit).await?;
                }
                transaction.commit().await
            }

            async fn order_by_id(&self, id: i64) -> Result<(), sqlx::Error> {
                let order = sqlx::query(text(&self.texts.order_by_id)).bind(id);
                std::hint::black_box(order.fetch_one(&self.pool).await?);
                let items = sqlx::query(text(&self.texts.items_of)).bind(id);
                let items = items.fetch_all(&self.pool).await?;
                assert_eq!(std::hint::black_box(items).len(), 3);
                Ok(())
            }

            async fn list_20(&self, after: i64) -> Result<(), sqlx::Error> {
                let orders = sqlx::query(text(&self.texts.list)).bind(after).bind(21_i64);
                let orders = orders.fetch_all(&self.pool).await?;
                assert_eq!(std::hint::black_box(orders).len(), 21);
                Ok(())
            }
        }

        impl Contender for $name {
            fn place(self: Arc<Self>, lines: [(i64, i64); 3]) -> Running {
                // The rows that two orders share are locked in one order by the lock statement.
                Box::pin(async move { (*self).place(lines).await.map_err(|e| e.to_string()) })
            }

            fn order_by_id(self: Arc<Self>, id: i64) -> Running {
                Box::pin(async move { (*self).order_by_id(id).await.map_err(|e| e.to_string()) })
            }

            fn list_20(self: Arc<Self>, after: i64) -> Running {
                Box::pin(async move { (*self).list_20(after).await.map_err(|e| e.to_string()) })
            }
        }
    };
}

macro_rules! returned_id {
    ($query:expr, $transaction:ident) => {
        $query.fetch_one(&mut *$transaction).await?.try_get(0)?
    };
}

macro_rules! last_insert_id {
    ($query:expr, $transaction:ident) => {
        i64::try_from($transaction.execute($query).await?.last_insert_id()).unwrap()
    };
}

bare_server!(
    BarePostgres,
    sqlx::Postgres,
    sqlx::PgPool,
    sqlx::postgres::PgPoolOptions,
    true,
    " RETURNING id",
    "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED",
    returned_id
);
bare_server!(
    BareMySql,
    sqlx::MySql,
    sqlx::MySqlPool,
    sqlx::mysql::MySqlPoolOptions,
    false,
    "",
    "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
    last_insert_id
);
