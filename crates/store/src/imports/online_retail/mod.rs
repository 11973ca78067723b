//! The UCI Online Retail data: a British gift wholesaler's year as one table of invoice rows.
//!
//! How rows become a store:
//! - An invoice with digits is a sale, or, with a quantity below zero and no price, a write-off
//!   whose description is the reason. `C` is a return. `A` is a bad-debt adjustment: a sale, or a
//!   return when its price is below zero.
//! - The first row of a document decides its time, kind and customer; a row that contradicts it
//!   is refused. A document is imported without its refused rows.
//! - Stock codes are upper-cased, so that codes differing in case are one product. A product's
//!   name is its most frequent description and its price its most frequent price in sales. A
//!   line keeps its own row's description.
//! - Every line of goods moves stock at its document's time. Each product's opening stock is
//!   received before the first document, as much as keeps the stock from falling below zero.
//! - Sales are handed over and returns taken back; payments are unrecorded, for the source names
//!   none. What else the source lacks reads `not in source`.

mod catalogue;
mod country;
mod customers;
mod documents;
mod lookup;
mod plan;
mod position;
mod read;
mod row;

use std::io::Read;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::Instant;

use mercer_database::{Error, Transaction};

use super::{Import, ImportError, ImportOptions, Progress, Summary};
use crate::{Currency, Money, Store};
use plan::Plan;
use position::{CATALOGUE, CUSTOMERS, FIRST_DOCUMENT};

/// The source's name in `orders.source` and in `imports`.
const SOURCE: &str = "online-retail";

/// The source's prices are in pounds.
const CURRENCY: Currency = Currency::GBP;

/// What stands where the source has nothing.
const NOT_IN_SOURCE: &str = "not in source";

/// Imports a CSV file, plain or gzipped, which is told by its first bytes.
///
/// The whole source is read before anything is written. Then it is written in batches, each a
/// unit of work of its own; after each, `progress` is told and may stop the import. Running it
/// again goes on from there, and once more changes nothing and returns the same summary. Two runs
/// at once share the work. Documents whose number the store has already are skipped and counted.
///
/// # Errors
/// [`ImportError`] says whether anything was written.
pub async fn online_retail<R, P>(
    store: &Store,
    source: R,
    options: ImportOptions,
    mut progress: P,
) -> Result<Summary, ImportError>
where
    R: Read + Send + 'static,
    P: FnMut(Progress) -> ControlFlow<()> + Send,
{
    let started = Instant::now();
    let reading = tokio::task::spawn_blocking(move || read::read(source, options.strict));
    let plan = reading.await.map_err(|failure| ImportError::Unreadable {
        reason: failure.to_string(),
    })??;
    let plan = Arc::new(plan);
    let end = FIRST_DOCUMENT + count(plan.documents.len());
    let mut import = position::begin(store, &plan.fingerprint).await?;
    let already_imported = import.finished_at.is_some();
    let mut known = None;
    while import.position < end {
        let advanced = match import.position {
            CATALOGUE => catalogue::write(store, &plan, import.clone(), end).await?,
            CUSTOMERS => customers::write(store, &plan, import.clone(), end).await?,
            _ => {
                let known = match &known {
                    Some(known) => Arc::clone(known),
                    None => Arc::clone(known.insert(Arc::new(find(store, &plan).await?))),
                };
                let batch = documents::Batch::next(&plan, known, &import, options.rows_per_batch);
                batch.write(store).await?
            }
        };
        import = match advanced {
            Some(advanced) => advanced,
            // Another run of the same source was faster; this one goes on behind it.
            None => position::begin(store, &plan.fingerprint).await?,
        };
        let told = Progress {
            done: done(&plan, import.position),
            total: plan.lines.len() as u64,
        };
        if progress(told).is_break() && import.position < end {
            return Err(ImportError::Stopped);
        }
    }
    Ok(summary(&plan, &import, already_imported, started))
}

/// The ids of what the first steps wrote.
struct Known {
    products: Vec<catalogue::KnownProduct>,
    customers: Vec<i64>,
}

async fn find(store: &Store, plan: &Arc<Plan>) -> Result<Known, ImportError> {
    let plan = Arc::clone(plan);
    let unit = move |transaction: Transaction| {
        let plan = Arc::clone(&plan);
        async move {
            Ok::<_, ImportError>(Known {
                products: catalogue::find_in(&transaction, &plan).await?,
                customers: customers::find_in(&transaction, &plan).await?,
            })
        }
    };
    store.database().read(unit).await
}

fn done(plan: &Plan, position: i64) -> u64 {
    let documents = usize::try_from(position - FIRST_DOCUMENT).unwrap_or(0);
    let last = documents
        .checked_sub(1)
        .and_then(|last| plan.documents.get(last));
    last.map_or(0, |document| document.lines.end as u64)
}

fn summary(plan: &Plan, import: &Import, already_imported: bool, started: Instant) -> Summary {
    Summary {
        sales: import.sales,
        returns: import.returns,
        write_offs: import.write_offs,
        lines: import.line_count,
        products: plan.products.len(),
        customers: plan.customers.len(),
        net: Money::new(import.net, CURRENCY),
        rejected: plan.rejected,
        rejections: plan.rejections.clone(),
        skipped: import.skipped,
        already_imported,
        seconds: started.elapsed().as_secs_f64(),
    }
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Something that the database lost between two steps.
fn lost(what: &str) -> ImportError {
    ImportError::Database(Error::Other(sea_orm::DbErr::RecordNotFound(
        what.to_owned(),
    )))
}
