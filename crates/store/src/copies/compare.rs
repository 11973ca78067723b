//! Compare two stores, table by table.

use mercer_database::{DatabaseUrl, Session};
use mercer_migrator::{Schema, Table};

use super::CopyError;
use super::checksum::Checksum;
use super::order::parents_first;
use super::read::Rows;

/// One table in two stores.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Compared {
    /// Its name.
    pub table: String,
    /// How many rows it has in the one.
    pub rows: u64,
    /// How many in the other.
    pub other_rows: u64,
    /// SHA-256 of its rows in the one.
    pub checksum: String,
    /// The same in the other.
    pub other_checksum: String,
}

impl Compared {
    /// Whether both have the same rows.
    pub fn is_same(&self) -> bool {
        (self.rows, &self.checksum) == (self.other_rows, &self.other_checksum)
    }
}

/// Reads every table of both, each in one snapshot, and tells how many rows there are and what
/// their checksums are. Changes nothing.
pub async fn compare(
    one: &DatabaseUrl,
    other: &DatabaseUrl,
    schema: &Schema,
) -> Result<Vec<Compared>, CopyError> {
    let (one, other) = (Session::open(one).await?, Session::open(other).await?);
    let compared = compare_in(&one, &other, schema).await;
    one.close().await;
    other.close().await;
    compared
}

async fn compare_in(
    one: &Session,
    other: &Session,
    schema: &Schema,
) -> Result<Vec<Compared>, CopyError> {
    one.begin_snapshot().await?;
    other.begin_snapshot().await?;
    let mut compared = Vec::new();
    for table in parents_first(schema)? {
        let (rows, checksum) = of_table(one, table).await?;
        let (other_rows, other_checksum) = of_table(other, table).await?;
        compared.push(Compared {
            table: table.name.clone(),
            rows,
            other_rows,
            checksum,
            other_checksum,
        });
    }
    one.end_snapshot().await?;
    other.end_snapshot().await?;
    Ok(compared)
}

/// How many rows a table has, and their checksum.
pub(super) async fn of_table(session: &Session, table: &Table) -> Result<(u64, String), CopyError> {
    let mut rows = Rows::of(session, table)?;
    let mut checksum = Checksum::default();
    loop {
        let page = rows.next().await?;
        if page.is_empty() {
            return Ok(checksum.finish());
        }
        for row in &page {
            checksum.add(row);
        }
    }
}
