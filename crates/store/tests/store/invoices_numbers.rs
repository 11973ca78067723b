//! Numbers of invoices have no gap and none is used twice, however many are issued at once and
//! however many of them fail after the number was taken.
#![allow(clippy::unwrap_used)]

use crate::shop::{MUG, Shop, pieces, sale, shops};
use futures_util::future::join_all;
use mercer_database::{ConstraintKind, Error, Transaction};
use mercer_store::invoices::{self, InvoiceError};
use mercer_store::{Store, doctor, orders};
use sea_orm::ConnectionTrait;

const DOCUMENTS: i64 = 100;
/// So many different totals the orders have.
const TOTALS: i64 = 60;

/// 100 orders, of which some cost the same, in a database that takes only one document of each
/// total: the others are refused when their row is written, after they took their number.
async fn orders_of_which_some_are_refused(shop: &Shop) -> Vec<i64> {
    shop.receive(MUG, pieces(TOTALS * (TOTALS + 1))).await;
    let mut ids = Vec::new();
    for index in 0..DOCUMENTS {
        let lines = [(MUG, pieces(index % TOTALS + 1))];
        let placed = orders::place(&shop.store, sale(&lines)).await.unwrap();
        ids.push(placed.order.id);
    }
    let rule = "CREATE UNIQUE INDEX one_of_each_total ON invoices (total)";
    shop.database.execute(rule).await;
    ids
}

/// What is wrong with the numbers of the series: gaps, numbers twice, a wrong next number.
async fn wrong_numbers(shop: &Shop) -> Vec<String> {
    let report = doctor::examine(&shop.store).await.unwrap();
    let check = report
        .checks
        .into_iter()
        .find(|check| check.name.contains("numbered from 1 without a gap"));
    let check = check.expect("the doctor looks at the numbers");
    assert!(check.examined > 0);
    check.findings
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_100_issued_at_once_some_fail_and_the_numbers_have_no_gap() {
    for shop in shops().await {
        let ids = orders_of_which_some_are_refused(&shop).await;
        let tasks = ids.iter().map(|&id| {
            let store = shop.store.clone();
            tokio::spawn(async move { invoices::issue(&store, id, None).await })
        });
        let mut numbers = Vec::new();
        let mut refused = 0;
        for result in join_all(tasks).await {
            match result.unwrap() {
                Ok(issued) => numbers.push(issued.invoice.sequence_number),
                Err(InvoiceError::Database(Error::Constraint(violation))) => {
                    assert_eq!(violation.kind, ConstraintKind::Unique);
                    refused += 1;
                }
                Err(error) => panic!("{}: {error}", shop.database.kind),
            }
        }
        numbers.sort_unstable();
        assert_eq!(refused, DOCUMENTS - TOTALS, "{}", shop.database.kind);
        let expected: Vec<i64> = (1..=TOTALS).collect();
        assert_eq!(numbers, expected, "{}", shop.database.kind);
        assert_eq!(wrong_numbers(&shop).await, [""; 0]);

        // The next one continues where the last one ended.
        let retried = ids[usize::try_from(TOTALS).unwrap()];
        shop.database
            .execute("UPDATE orders SET shipping = shipping + 1, total = total + 1")
            .await;
        let next = invoices::issue(&shop.store, retried, None).await.unwrap();
        assert_eq!(next.invoice.sequence_number, TOTALS + 1);
    }
}

/// The negative control: the number is taken in a transaction of its own, as a careless program
/// does. It has to leave gaps, and the same check has to see them.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_taken_outside_of_the_transaction_do_leave_gaps() {
    for shop in shops().await {
        let ids = orders_of_which_some_are_refused(&shop).await;
        invoices::issue(&shop.store, ids[0], None).await.unwrap();
        let tasks = (1..DOCUMENTS).map(|index| {
            let store = shop.store.clone();
            tokio::spawn(async move { issue_carelessly(&store, index % TOTALS).await })
        });
        let results = join_all(tasks).await;
        let issued = results
            .into_iter()
            .filter(|result| *result.as_ref().unwrap());
        assert_eq!(i64::try_from(issued.count()).unwrap(), TOTALS - 1);
        let wrong = wrong_numbers(&shop).await;
        assert_eq!(wrong.len(), 1, "{}: {wrong:?}", shop.database.kind);
    }
}

/// Whether the document was written.
async fn issue_carelessly(store: &Store, amount: i64) -> bool {
    let number: Result<i64, Error> = store
        .database()
        .write(move |transaction: Transaction| async move {
            let advance = "UPDATE invoice_series SET next_number = next_number + 1";
            transaction.execute_unprepared(advance).await?;
            let backend = transaction.get_database_backend();
            let read = "SELECT next_number - 1 AS number FROM invoice_series";
            let read = sea_orm::Statement::from_string(backend, read);
            let row = transaction.query_one_raw(read).await?.unwrap();
            Ok(row.try_get("", "number")?)
        })
        .await;
    let number = number.unwrap();
    let total = (amount + 1) * 799;
    let insert = format!(
        "INSERT INTO invoices (series_id, sequence_number, number, kind, order_number, \
         customer_name, currency, prices_include_tax, net, tax, total, issued_at, actor) \
         SELECT id, {number}, 'INV-{number:06}', 'invoice', '1', 'Jane', 'GBP', FALSE, \
         {total}, 0, {total}, '2026-11-21 09:00:00', 'test' FROM invoice_series"
    );
    let written: Result<(), Error> = store
        .database()
        .write(move |transaction: Transaction| {
            let insert = insert.clone();
            async move {
                transaction.execute_unprepared(&insert).await?;
                Ok(())
            }
        })
        .await;
    written.is_ok()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_20_invoices_of_one_order_at_once_one_is_issued() {
    for shop in shops().await {
        shop.receive(MUG, pieces(1)).await;
        let placed = orders::place(&shop.store, sale(&[(MUG, pieces(1))])).await;
        let id = placed.unwrap().order.id;
        let tasks = (0..20).map(|_| {
            let store = shop.store.clone();
            tokio::spawn(async move { invoices::issue(&store, id, None).await })
        });
        let mut issued = 0;
        for result in join_all(tasks).await {
            match result.unwrap() {
                Ok(_) => issued += 1,
                Err(InvoiceError::NothingToBill { .. }) => {}
                Err(error) => panic!("{}: {error}", shop.database.kind),
            }
        }
        assert_eq!(issued, 1, "{}", shop.database.kind);
        assert_eq!(wrong_numbers(&shop).await, [""; 0]);
        shop.assert_books_are_right().await;
    }
}
