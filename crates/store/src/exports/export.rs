//! Write the rows of a subject.

use std::io::Write;

use mercer_database::Session;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::writer::Writer;
use super::{ExportError, Format, Subject, customers, lists, orders, products, stock};
use crate::{Store, bulk};

/// How many rows of a table are in memory at once.
pub(super) const PAGE: usize = 500;

/// An export: everything it writes is of one moment.
pub struct Export {
    session: Session,
}

impl Export {
    /// Begins: what is changed from now on is not in it.
    pub async fn begin(store: &Store) -> Result<Self, ExportError> {
        let session = store.database().session().await?;
        session.begin_snapshot().await?;
        Ok(Export { session })
    }

    /// Writes all rows of a subject, and returns how many there are.
    pub async fn write(
        &self,
        subject: Subject,
        format: Format,
        output: &mut (dyn Write + Send),
    ) -> Result<u64, ExportError> {
        let mut writer = Writer::begin(subject.columns(), format, output)?;
        match subject {
            Subject::TaxClasses => lists::tax_classes(&self.session, &mut writer).await?,
            Subject::Categories => lists::categories(&self.session, &mut writer).await?,
            Subject::Locations => lists::locations(&self.session, &mut writer).await?,
            Subject::Products => products::write(&self.session, &mut writer).await?,
            Subject::Customers => customers::write(&self.session, &mut writer).await?,
            Subject::Stock => stock::write(&self.session, &mut writer).await?,
            Subject::Orders => orders::write(&self.session, &mut writer).await?,
        }
        writer.finish()
    }

    /// Ends it.
    pub async fn end(self) -> Result<(), ExportError> {
        self.session.end_snapshot().await?;
        self.session.close().await;
        Ok(())
    }
}

/// The page of a table behind this id, by id.
pub(super) async fn page<E>(
    session: &Session,
    id: E::Column,
    after: i64,
) -> Result<Vec<E::Model>, ExportError>
where
    E: EntityTrait,
    E::Model: Send,
{
    let page = E::find()
        .filter(id.gt(after))
        .order_by_asc(id)
        .limit(PAGE as u64);
    Ok(page.all(session).await?)
}

/// All rows of a short table, by id. A shop has hundreds of categories, not millions.
pub(super) async fn all<E>(
    session: &Session,
    column: E::Column,
    id: fn(&E::Model) -> i64,
) -> Result<Vec<E::Model>, ExportError>
where
    E: EntityTrait,
    E::Model: Send,
{
    let mut all = Vec::new();
    loop {
        let rows = page::<E>(session, column, all.last().map_or(0, id)).await?;
        if rows.is_empty() {
            return Ok(all);
        }
        all.extend(rows);
    }
}

/// The rows whose column holds one of these ids, by that column and then by another.
pub(super) async fn rows_of<E>(
    session: &Session,
    column: E::Column,
    then: E::Column,
    ids: impl IntoIterator<Item = i64>,
) -> Result<Vec<E::Model>, ExportError>
where
    E: EntityTrait,
    E::Model: Send,
{
    let mut ids: Vec<i64> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut rows = Vec::new();
    for ids in ids.chunks(bulk::LIST) {
        let found = E::find()
            .filter(bulk::among(column, ids))
            .order_by_asc(column)
            .order_by_asc(then);
        rows.extend(found.all(session).await?);
    }
    Ok(rows)
}
