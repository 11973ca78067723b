//! rusqlite alone with group commit: a writer thread, savepoints, one COMMIT per batch; reader
//! threads beside it.

use std::sync::{Arc, Mutex};

use rusqlite::config::DbConfig;
use rusqlite::types::Value;
use rusqlite::{Connection, params};
use tokio::sync::{mpsc, oneshot};

use super::shop::BenchShop;
use super::statements::{
    BareLine, BareProduct, DIGEST, ITEM_WIDTH, ORDER_WIDTH, Placeholders, SALT, audits, document,
    next_number, priced, told,
};
use super::{Contender, Running};

const SQL: Placeholders = Placeholders { numbered: false };

pub struct Bare {
    writer: mpsc::Sender<(WriteJob, oneshot::Sender<Result<(), String>>)>,
    readers: mpsc::Sender<(ReadJob, oneshot::Sender<Result<(), String>>)>,
}

type WriteJob = [(i64, i64); 3];

#[derive(Clone, Copy)]
enum ReadJob {
    OrderById(i64),
    List20(i64),
}

/// The texts, made once.
struct Texts {
    location: String,
    products: String,
    addresses: String,
    reserve: String,
    order: String,
    items: String,
    audit: String,
}

impl Bare {
    pub fn open(shop: &BenchShop) -> Self {
        let path = shop
            .database
            .url
            .strip_prefix("sqlite:")
            .unwrap()
            .to_owned();
        let (writer, write_queue) = mpsc::channel(4096);
        let connection = connect(&path);
        std::thread::spawn(move || write_all(&connection, write_queue));
        let (readers, read_queue) = mpsc::channel(4096);
        let read_queue = Arc::new(Mutex::new(read_queue));
        for _ in 0..std::thread::available_parallelism().unwrap().get() {
            let (connection, queue) = (connect(&path), read_queue.clone());
            std::thread::spawn(move || read_all(&connection, &queue));
        }
        Bare { writer, readers }
    }

    fn read(self: Arc<Self>, job: ReadJob) -> Running {
        Box::pin(async move {
            let (reply, answer) = oneshot::channel();
            self.readers
                .send((job, reply))
                .await
                .map_err(|e| e.to_string())?;
            answer.await.map_err(|e| e.to_string())?
        })
    }
}

impl Contender for Bare {
    fn place(self: Arc<Self>, lines: [(i64, i64); 3]) -> Running {
        Box::pin(async move {
            let (reply, answer) = oneshot::channel();
            self.writer
                .send((lines, reply))
                .await
                .map_err(|e| e.to_string())?;
            answer.await.map_err(|e| e.to_string())?
        })
    }

    fn order_by_id(self: Arc<Self>, id: i64) -> Running {
        self.read(ReadJob::OrderById(id))
    }

    fn list_20(self: Arc<Self>, after: i64) -> Running {
        self.read(ReadJob::List20(after))
    }
}

fn connect(path: &str) -> Connection {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA busy_timeout = 5000",
        )
        .unwrap();
    connection.set_prepared_statement_cache_capacity(256);
    // As in Mercer: without it, `LIMIT ?` is compiled again at every execution.
    connection
        .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
        .unwrap();
    connection
}

fn write_all(
    connection: &Connection,
    mut queue: mpsc::Receiver<(WriteJob, oneshot::Sender<Result<(), String>>)>,
) {
    let texts = Texts {
        location: SQL.location(),
        products: SQL.products(),
        addresses: SQL.addresses(),
        reserve: SQL.reserve(false),
        order: SQL.order(),
        items: SQL.items(),
        audit: SQL.audit(),
    };
    let run = |sql: &str| connection.prepare_cached(sql).unwrap().execute([]).unwrap();
    while let Some(first) = queue.blocking_recv() {
        run("BEGIN IMMEDIATE");
        let mut done = Vec::new();
        let mut next = Some(first);
        while let Some((lines, reply)) = next {
            run("SAVEPOINT unit");
            let placed = place(connection, &texts, lines);
            if placed.is_err() {
                run("ROLLBACK TO unit");
            }
            run("RELEASE unit");
            done.push((reply, placed.map_err(|e| e.to_string())));
            next = if done.len() < 256 {
                queue.try_recv().ok()
            } else {
                None
            };
        }
        run("COMMIT");
        for (reply, result) in done {
            let _ = reply.send(result);
        }
    }
}

fn place(connection: &Connection, texts: &Texts, lines: WriteJob) -> rusqlite::Result<()> {
    let now = chrono::Utc::now()
        .format("%Y-%m-%d %H:%M:%S%.6f")
        .to_string();
    let location: i64 = connection
        .prepare_cached(&texts.location)?
        .query_row(params![true, 1], |row| row.get(0))?;
    let mut products = connection.prepare_cached(&texts.products)?;
    let products: Vec<BareProduct> = products
        .query_map(params![lines[0].0, lines[1].0, lines[2].0], |row| {
            Ok(BareProduct {
                id: row.get(0)?,
                sku: row.get(1)?,
                name: row.get(2)?,
                unit: row.get(4)?,
                price: row.get(5)?,
                tax_rate: row.get::<_, Option<i64>>(8)?.unwrap_or(0),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let address =
        connection
            .prepare_cached(&texts.addresses)?
            .query_row(params![1, 20], |row| {
                Ok(document([
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                    row.get(6)?,
                ])
                .to_string())
            })?;
    let [(a, x), (b, y), (c, z)] = lines;
    let reserved = connection
        .prepare_cached(&texts.reserve)?
        .execute(params![a, x, b, y, c, z, now, location, a, b, c])?;
    assert_eq!(reserved, 3, "there is stock for ever");
    let priced = priced(&lines, &products);
    let sum = |amount: fn(&BareLine<'_>) -> i64| priced.iter().map(amount).sum::<i64>();
    let (subtotal, tax, total) = (
        sum(|line| line.subtotal),
        sum(|line| line.tax),
        sum(|line| line.total),
    );
    let number = next_number();
    connection.prepare_cached(&texts.order)?.execute(params![
        number,
        "sale",
        1,
        location,
        "GBP",
        "placed",
        "unpaid",
        "unfulfilled",
        false,
        subtotal,
        0,
        None::<String>,
        3,
        0,
        tax,
        total,
        0,
        0,
        0,
        0,
        0,
        0,
        address,
        address,
        None::<String>,
        now,
        None::<String>,
        now,
        now,
        1
    ])?;
    let order = connection.last_insert_rowid();
    let mut values: Vec<Value> = Vec::with_capacity(3 * ITEM_WIDTH);
    for (index, line) in priced.iter().enumerate() {
        let integers = |number: i64| Value::Integer(number);
        values.extend([order, index as i64 + 1, line.product.id].map(integers));
        values.extend([
            Value::Text(line.product.sku.clone()),
            Value::Text(line.product.name.clone()),
            Value::Text(line.product.unit.clone()),
        ]);
        values.extend([1, line.product.price, line.quantity, line.subtotal, 0].map(integers));
        values.push(Value::Null);
        values.extend([0, line.product.tax_rate, line.tax, line.total].map(integers));
        values.extend([0; 5].map(integers));
    }
    connection
        .prepare_cached(&texts.items)?
        .execute(rusqlite::params_from_iter(values))?;
    if audits() {
        connection.prepare_cached(&texts.audit)?.execute(params![
            "bench",
            "orders.place",
            format!("order {order}"),
            order,
            told(&number, total).to_string(),
            now,
            SALT,
            DIGEST
        ])?;
    }
    Ok(())
}

fn read_all(
    connection: &Connection,
    queue: &Mutex<mpsc::Receiver<(ReadJob, oneshot::Sender<Result<(), String>>)>>,
) {
    let (order, items, list) = (SQL.order_by_id(), SQL.items_of(), SQL.list());
    let run = |sql: &str| connection.prepare_cached(sql).unwrap().execute([]).unwrap();
    loop {
        let Some((job, reply)) = queue.lock().unwrap().blocking_recv() else {
            return;
        };
        run("BEGIN DEFERRED");
        let read = match job {
            ReadJob::OrderById(id) => rows(connection, &order, &[id], ORDER_WIDTH + 1)
                .and_then(|_| rows(connection, &items, &[id], ITEM_WIDTH))
                .map(|items| items == 3),
            ReadJob::List20(after) => {
                rows(connection, &list, &[after, 21], ORDER_WIDTH + 1).map(|n| n == 21)
            }
        };
        run("ROLLBACK");
        let result = match read {
            Ok(true) => Ok(()),
            Ok(false) => Err("rows are missing".to_owned()),
            Err(error) => Err(error.to_string()),
        };
        let _ = reply.send(result);
    }
}

/// Reads every value of every row, as a program that uses them does.
fn rows(
    connection: &Connection,
    sql: &str,
    parameters: &[i64],
    columns: usize,
) -> rusqlite::Result<usize> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(parameters), |row| {
        (0..columns)
            .map(|index| row.get::<_, Value>(index))
            .collect::<rusqlite::Result<Vec<_>>>()
    })?;
    let rows: Vec<Vec<Value>> = rows.collect::<rusqlite::Result<_>>()?;
    Ok(std::hint::black_box(rows).len())
}
