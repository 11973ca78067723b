//! Prove that nobody changed the log.

use mercer_database::{Error, Transaction};
use sea_orm::{
    ColumnTrait, Condition, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};

use super::digest::{self, NOTHING_BEFORE, SealHash};
use super::entity::{Column, Entity, Model};
use super::report::{Fault, Head, Report};
use super::{head_entity as head, seal_entity as seals};
use crate::Store;

/// Rows or seals in memory at once.
const READ_AT_ONCE: u64 = 1_000;

/// Makes every digest and every seal again and compares.
///
/// What is found: rows changed, removed or inserted, seals changed or removed, and an end cut off,
/// unless whoever did it made the whole chain and its head anew. Against that helps only a hash
/// noted in another place: see [`verify_noted`].
pub async fn verify(store: &Store) -> Result<Report, Error> {
    verify_with(store, None).await
}

/// The same, and the chain must have a seal with the hash that the owner once noted as its head.
pub async fn verify_noted(store: &Store, hash: &str) -> Result<Report, Error> {
    verify_with(store, Some(hash.trim().to_ascii_lowercase())).await
}

async fn verify_with(store: &Store, noted: Option<String>) -> Result<Report, Error> {
    store
        .database()
        .snapshot(move |transaction: Transaction| {
            let noted = noted.clone();
            async move { Ok(verify_in(&transaction, noted.as_deref()).await?) }
        })
        .await
}

/// Verifies what the transaction, which is one snapshot, sees.
pub(crate) async fn verify_in(
    transaction: &Transaction,
    noted: Option<&str>,
) -> Result<Report, DbErr> {
    let mut report = Report::default();
    let mut is_noted = noted.is_none();
    let mut last = 0;
    let mut last_hash = NOTHING_BEFORE.to_owned();
    loop {
        let chain = seals::Entity::find()
            .filter(seals::Column::Position.gt(last))
            .order_by_asc(seals::Column::Position)
            .limit(READ_AT_ONCE)
            .all(transaction)
            .await?;
        let Some(end) = chain.last() else { break };
        let (end, end_hash) = (end.position, end.hash.clone());
        report.head = chain.last().map(|seal| Head {
            position: seal.position,
            hash: seal.hash.clone(),
            created_at: seal.created_at,
        });
        for seal in chain {
            if seal.position > last + 1 {
                let (first, last) = (last + 1, seal.position - 1);
                report.add(Fault::RemovedSeals { first, last });
            } else if seal.previous_hash != last_hash {
                report.add(Fault::BrokenLink {
                    seal: seal.position,
                });
            }
            is_noted |= noted == Some(seal.hash.as_str());
            last = seal.position;
            last_hash.clone_from(&seal.hash);
            verify_seal(transaction, &seal, &mut report).await?;
        }
        (last, last_hash) = (end, end_hash);
    }
    verify_head(transaction, last, &last_hash, &mut report).await?;
    verify_waiting(transaction, &mut report).await?;
    verify_count(transaction, &mut report).await?;
    if !is_noted {
        report.add(Fault::NotedHashMissing);
    }
    Ok(report)
}

async fn verify_seal(
    transaction: &Transaction,
    seal: &seals::Model,
    report: &mut Report,
) -> Result<(), DbErr> {
    let position = seal.position;
    let mut hash = SealHash::new(&seal.previous_hash, position, seal.created_at);
    let mut found = 0_i64;
    let mut after = i64::MIN;
    loop {
        let of_seal = Column::SealId.eq(seal.id);
        let rows = rows_after(transaction, Condition::all().add(of_seal), after).await?;
        let Some(end) = rows.last() else { break };
        after = end.id;
        for row in &rows {
            found += 1;
            hash.add(row.id, &row.digest);
            verify_entry(row, Some(position), report);
        }
    }
    report.seals += 1;
    report.sealed += found;
    let (expected, seal_position) = (seal.entries, position);
    match found.cmp(&expected) {
        std::cmp::Ordering::Less => report.add(Fault::RemovedEntries {
            seal: seal_position,
            expected,
            found,
        }),
        std::cmp::Ordering::Greater => report.add(Fault::InsertedEntries {
            seal: seal_position,
            expected,
            found,
        }),
        std::cmp::Ordering::Equal if hash.finish() != seal.hash => {
            report.add(Fault::BrokenSeal {
                seal: seal_position,
            });
        }
        std::cmp::Ordering::Equal => {}
    }
    Ok(())
}

fn verify_entry(row: &Model, seal: Option<i64>, report: &mut Report) {
    // Older than the chain: it gets its digest with its seal.
    if seal.is_none() && row.digest.is_empty() && row.redacted_at.is_none() {
        return;
    }
    let is_redacted = row.redacted_at.is_some();
    let has_states = row.state_before.is_some() || row.state_after.is_some();
    // A fraction was never written by Mercer: no digest is that of a row that has one.
    let made_again = digest::content_hash_of(row)
        .map(|content_hash| digest::digest(row, &content_hash))
        .ok();
    let fits = made_again.as_deref() == Some(row.digest.as_str());
    if !fits || (is_redacted && has_states) {
        report.add(Fault::ChangedEntry { id: row.id, seal });
    }
    report.redacted += i64::from(is_redacted);
}

async fn verify_head(
    transaction: &Transaction,
    last: i64,
    last_hash: &str,
    report: &mut Report,
) -> Result<(), DbErr> {
    let head = head::Entity::find_by_id(head::ID).one(transaction).await?;
    let (told, hash) = head.map_or((0, NOTHING_BEFORE.to_owned()), |head| {
        (head.seals, head.hash)
    });
    if told > last {
        let (first, last) = (last + 1, told);
        report.add(Fault::RemovedSeals { first, last });
    } else if told < last || hash != last_hash {
        report.add(Fault::WrongHead { last, told });
    }
    Ok(())
}

async fn verify_waiting(transaction: &Transaction, report: &mut Report) -> Result<(), DbErr> {
    let mut after = i64::MIN;
    loop {
        let waiting = Condition::all().add(Column::SealId.is_null());
        let rows = rows_after(transaction, waiting, after).await?;
        let Some(end) = rows.last() else {
            return Ok(());
        };
        after = end.id;
        for row in &rows {
            report.waiting += 1;
            verify_entry(row, None, report);
        }
    }
}

/// Every row is in a seal that was looked at, or waits for one.
async fn verify_count(transaction: &Transaction, report: &mut Report) -> Result<(), DbErr> {
    let all = Entity::find().count(transaction).await?;
    let all = i64::try_from(all).map_err(|error| DbErr::Custom(error.to_string()))?;
    let entries = all - report.sealed - report.waiting;
    if entries > 0 {
        report.add(Fault::StrayEntries { entries });
    }
    Ok(())
}

async fn rows_after(
    transaction: &Transaction,
    which: Condition,
    after: i64,
) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(which)
        .filter(Column::Id.gt(after))
        .order_by_asc(Column::Id)
        .limit(READ_AT_ONCE)
        .all(transaction)
        .await
}
