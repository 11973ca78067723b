//! The books against the model: every difference, in words.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use super::model::Model;
use super::shop::Shop;

/// What the database says otherwise than the answers do.
pub async fn differences(shop: &Shop, model: &Model) -> Vec<String> {
    let mut found = Vec::new();
    stock(shop, model, &mut found).await;
    orders(shop, model, &mut found).await;
    lines(shop, model, &mut found).await;
    changes(shop, model, &mut found).await;
    money(shop, model, &mut found).await;
    customers(shop, model, &mut found).await;
    invoices(shop, model, &mut found).await;
    audit(shop, model, &mut found).await;
    found
}

fn same<T: PartialEq + Debug>(found: &mut Vec<String>, what: &str, model: &T, database: &T) {
    if model != database {
        found.push(format!(
            "{what}: the answers say {model:?}, the database says {database:?}"
        ));
    }
}

async fn stock(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let sql = "SELECT product_id, location_id, on_hand, reserved FROM stock_levels";
    let columns = ["product_id", "location_id", "on_hand", "reserved"];
    let mut there = BTreeMap::new();
    for row in shop.numbers(sql, &columns).await {
        if row[3] < 0 || row[3] > row[2] {
            found.push(format!(
                "product {}: sold more than there is: {row:?}",
                row[0]
            ));
        }
        there.insert((row[0], row[1]), row[2]);
    }
    let places: BTreeSet<_> = there.keys().chain(model.on_hand.keys()).collect();
    for place in places {
        let of = |levels: &BTreeMap<_, i64>| levels.get(place).copied().unwrap_or(0);
        let what = format!("on hand of (product, location) {place:?}");
        same(found, &what, &of(&model.on_hand), &of(&there));
    }
}

async fn orders(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let sql = "SELECT id, customer_id, status FROM orders";
    let rows = shop.rows(sql, &["id", "customer_id"], &["status"]).await;
    let there: BTreeMap<i64, (i64, String)> = rows
        .unwrap()
        .into_iter()
        .map(|(numbers, words)| (numbers[0], (numbers[1], words[0].clone())))
        .collect();
    let ids: BTreeSet<_> = there.keys().chain(model.orders.keys()).collect();
    for id in ids {
        let answered = model.orders.get(id);
        let answered = answered.map(|order| (order.customer, order.status.clone()));
        same(
            found,
            &format!("order {id}"),
            &answered,
            &there.get(id).cloned(),
        );
    }
}

async fn lines(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let columns = ["order_id", "line", "shipped", "delivered", "returned"];
    let sql = "SELECT order_id, line, shipped, delivered, returned FROM order_items";
    let mut there: BTreeMap<(i64, i64), [i64; 3]> = BTreeMap::new();
    for row in shop.numbers(sql, &columns).await {
        there.insert((row[0], row[1]), [row[2], row[3], row[4]]);
    }
    let mut answered: BTreeMap<(i64, i64), [i64; 3]> = BTreeMap::new();
    for (&id, order) in &model.orders {
        for (&line, sums) in &order.lines {
            answered.insert((id, line), *sums);
        }
    }
    let all: BTreeSet<_> = there.keys().chain(answered.keys()).collect();
    for line in all {
        let of = |sums: &BTreeMap<_, [i64; 3]>| sums.get(line).copied().unwrap_or_default();
        let what = format!("shipped, delivered, returned of (order, line) {line:?}");
        same(found, &what, &of(&answered), &of(&there));
    }
}

/// No change of an order was lost.
async fn changes(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let sql = "SELECT id, order_id, total_after FROM order_modifications";
    let columns = ["id", "order_id", "total_after"];
    let mut there: BTreeMap<i64, BTreeMap<i64, i64>> = BTreeMap::new();
    for row in shop.numbers(sql, &columns).await {
        there.entry(row[1]).or_default().insert(row[0], row[2]);
    }
    for (id, order) in &model.orders {
        let recorded = there.get(id).cloned().unwrap_or_default();
        same(
            found,
            &format!("changes of order {id}"),
            &order.totals,
            &recorded,
        );
    }
    for row in shop
        .numbers("SELECT id, total FROM orders", &["id", "total"])
        .await
    {
        let last = there
            .get(&row[0])
            .and_then(|changes| changes.last_key_value());
        if let Some((_, total)) = last {
            same(found, &format!("total of order {}", row[0]), total, &row[1]);
        }
    }
}

/// What was received and given back is what providers did and what was recorded.
async fn money(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let (mut captured, mut refunded, mut credited) = (sums(), sums(), sums());
    for (&id, order) in &model.orders {
        captured.insert(id, order.recorded);
        credited.insert(id, order.credited);
    }
    let sql = "SELECT o.idempotency_key AS word, o.kind AS kind, o.status AS status, \
               o.amount AS amount, p.order_id AS order_id \
               FROM payment_operations o JOIN payments p ON p.id = o.payment_id \
               WHERE o.kind IN ('capture', 'refund')";
    let asked = shop
        .rows(sql, &["amount", "order_id"], &["word", "kind", "status"])
        .await
        .unwrap();
    let mut known = BTreeSet::new();
    for (numbers, words) in asked {
        let (amount, order) = (numbers[0], numbers[1]);
        let [key, kind, status] = &words[..] else {
            continue;
        };
        let booked = (status == "succeeded").then(|| (kind.clone(), amount));
        same(
            found,
            &format!("request {key}"),
            &model.done.get(key).cloned(),
            &booked,
        );
        known.insert(key.clone());
        if kind == "capture" && model.done.contains_key(key) {
            *captured.entry(order).or_insert(0) += amount;
        }
    }
    let payments = shop.numbers("SELECT id FROM payments", &["id"]).await;
    let payments: BTreeSet<i64> = payments.into_iter().map(|row| row[0]).collect();
    for key in model.done.keys().filter(|key| !known.contains(*key)) {
        // Deleted together with its order, as it was asked for.
        let payment = key.split('-').nth(2).and_then(|id| id.parse().ok());
        if payment.is_none_or(|id| payments.contains(&id)) {
            found.push(format!("the provider did {key}, of which no request tells"));
        }
    }
    refunds(shop, model, &mut refunded, &mut credited, found).await;
    let sql = "SELECT id, captured, refunded, credited FROM orders";
    let columns = ["id", "captured", "refunded", "credited"];
    for row in shop.numbers(sql, &columns).await {
        let of = |sums: &BTreeMap<i64, i64>| sums.get(&row[0]).copied().unwrap_or(0);
        let id = row[0];
        same(
            found,
            &format!("captured of order {id}"),
            &of(&captured),
            &row[1],
        );
        same(
            found,
            &format!("refunded of order {id}"),
            &of(&refunded),
            &row[2],
        );
        same(
            found,
            &format!("credited of order {id}"),
            &of(&credited),
            &row[3],
        );
    }
}

fn sums() -> BTreeMap<i64, i64> {
    BTreeMap::new()
}

/// A refund that was answered is there as long as its order is.
async fn refunds(
    shop: &Shop,
    model: &Model,
    refunded: &mut BTreeMap<i64, i64>,
    credited: &mut BTreeMap<i64, i64>,
    found: &mut Vec<String>,
) {
    let sql = "SELECT r.id AS id, r.amount AS amount, p.order_id AS order_id, r.status AS status \
               FROM refunds r JOIN payments p ON p.id = r.payment_id";
    let columns = ["id", "amount", "order_id"];
    let there = shop.rows(sql, &columns, &["status"]).await.unwrap();
    let mut orders = BTreeMap::new();
    for (numbers, words) in there {
        let (id, amount, order) = (numbers[0], numbers[1], numbers[2]);
        if let Some(answered) = model.refunds.get(&id) {
            same(found, &format!("refund {id}"), answered, &amount);
        }
        if words[0] == "succeeded" {
            *refunded.entry(order).or_insert(0) += amount;
        }
        if words[0] != "failed" {
            orders.insert(id, order);
        }
    }
    let sql = "SELECT refund_id, amount FROM refund_lines";
    for row in shop.numbers(sql, &["refund_id", "amount"]).await {
        if let Some(order) = orders.get(&row[0]) {
            *credited.entry(*order).or_insert(0) += row[1];
        }
    }
}

async fn customers(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    for (what, answered, condition) in [
        ("customers", &model.customers, "id > 0"),
        ("erased customers", &model.erased, "erased_at IS NOT NULL"),
    ] {
        let sql = format!("SELECT id FROM customers WHERE {condition}");
        let there = shop.numbers(&sql, &["id"]).await;
        let there: BTreeSet<i64> = there.into_iter().map(|row| row[0]).collect();
        same(found, what, answered, &there);
    }
}

/// Every number that was answered is there, and no number is missing.
async fn invoices(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let sql = "SELECT series_id, sequence_number, number FROM invoices \
               ORDER BY series_id, sequence_number";
    let columns = ["series_id", "sequence_number"];
    let there = shop.rows(sql, &columns, &["number"]).await.unwrap();
    let mut numbers = BTreeSet::new();
    let mut last: BTreeMap<i64, i64> = BTreeMap::new();
    for (columns, words) in there {
        let last = last.entry(columns[0]).or_insert(0);
        same(
            found,
            "the next number of the series",
            &(*last + 1),
            &columns[1],
        );
        *last = columns[1];
        numbers.insert(words[0].clone());
    }
    same(found, "invoices", &model.invoices, &numbers);
}

async fn audit(shop: &Shop, model: &Model, found: &mut Vec<String>) {
    let sql = "SELECT action, COUNT(*) AS n FROM audit_log GROUP BY action";
    let there = shop.rows(sql, &["n"], &["action"]).await.unwrap();
    let there: BTreeMap<String, i64> = there
        .into_iter()
        .map(|(numbers, words)| (words[0].clone(), numbers[0]))
        .collect();
    for (action, count) in &model.audited {
        let told = there.get(action).copied().unwrap_or(0);
        same(found, &format!("audit rows of {action}"), count, &told);
    }
}
