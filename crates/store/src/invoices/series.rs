//! The table `invoice_series`, and its next number.
//!
//! Numbers are taken from the series' row inside the transaction that issues the document. The row
//! stays locked until that transaction ends, and one that is rolled back gives the number back:
//! there is no gap and no number twice. The price is that documents of one series are issued one
//! after the other.

use mercer_database::Transaction;
use mercer_migrator::Table;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::{ExprTrait, OnConflict};
use sea_orm::{ActiveValue, DbErr};

use super::{InvoiceError, InvoiceKind};
use crate::{Invalid, text};

/// Where invoices are numbered unless another series is named.
pub const INVOICE_SERIES: &str = "INV";

/// Where credit notes are numbered unless another series is named.
pub const CREDIT_NOTE_SERIES: &str = "CN";

/// How far a series has been handed out.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invoice_series")]
pub struct Model {
    /// Its id.
    #[sea_orm(primary_key)]
    pub id: i64,
    /// What its numbers begin with. A series per year is one that is named so: INV-2026.
    #[sea_orm(column_type = "String(StringLen::N(24))")]
    pub name: String,
    /// What it numbers: invoices or credit notes, never both.
    #[sea_orm(column_type = "String(StringLen::N(16))")]
    pub kind: InvoiceKind,
    /// The number of the next document; 1 at first.
    pub next_number: i64,
}

/// No relations are declared: verbs join by hand.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The table with its rules.
pub fn table() -> Table {
    Table::of(Entity)
        .unique(&["name"])
        .one_of("kind", InvoiceKind::WORDS)
        .check("next_number", "next_number > 0")
}

/// A number that was taken.
pub(super) struct Taken {
    pub(super) series_id: i64,
    pub(super) sequence_number: i64,
    /// As people read it.
    pub(super) number: String,
}

/// Checks the name of a series: 1 to 24 capital letters, inner dashes, and at most 6 digits.
pub(super) fn name_of(series: Option<&str>, kind: InvoiceKind) -> Result<String, Invalid> {
    let usual = match kind {
        InvoiceKind::Invoice => INVOICE_SERIES,
        InvoiceKind::CreditNote => CREDIT_NOTE_SERIES,
    };
    let name = text::one_line("series", series.unwrap_or(usual), 24)?;
    let is_known = |letter: char| matches!(letter, 'A'..='Z' | '0'..='9' | '-');
    if !name.chars().all(is_known) || name.starts_with('-') || name.ends_with('-') {
        let reason = format!(
            "{name:?} is not made of capital letters, digits and dashes between them, as INV or \
             INV-2026 are"
        );
        return Err(Invalid::new("series", reason));
    }
    // With the six of the number they stay fewer than those of any card.
    let digits = name.chars().filter(char::is_ascii_digit).count();
    if digits > 6 {
        let reason = format!("{name:?} has {digits} digits, at most 6 are allowed");
        return Err(Invalid::new("series", reason));
    }
    Ok(name)
}

/// Takes the next number of the series, which begins with its first document. Its row stays locked
/// until the transaction ends.
pub(super) async fn take_in(
    transaction: &Transaction,
    name: &str,
    kind: InvoiceKind,
) -> Result<Taken, InvoiceError> {
    if !advance(transaction, name).await? {
        begin(transaction, name, kind).await?;
        advance(transaction, name).await?;
    }
    let series = Entity::find()
        .filter(Column::Name.eq(name))
        .one(transaction)
        .await?;
    let series = series.ok_or_else(|| DbErr::RecordNotFound(format!("invoice series {name}")))?;
    if series.kind != kind {
        return Err(InvoiceError::OtherSeries {
            series: series.name,
            kind: series.kind,
        });
    }
    let sequence_number = series.next_number - 1;
    Ok(Taken {
        series_id: series.id,
        sequence_number,
        number: format!("{name}-{sequence_number:06}"),
    })
}

/// Whether there is such a series.
async fn advance(transaction: &Transaction, name: &str) -> Result<bool, DbErr> {
    let next = Column::NextNumber.into_expr().add(1_i64);
    let advanced = Entity::update_many()
        .col_expr(Column::NextNumber, next)
        .filter(Column::Name.eq(name))
        .exec(transaction)
        .await?;
    Ok(advanced.rows_affected > 0)
}

/// Begins the series, unless somebody else does at this moment.
async fn begin(transaction: &Transaction, name: &str, kind: InvoiceKind) -> Result<(), DbErr> {
    let first = ActiveModel {
        id: ActiveValue::NotSet,
        name: ActiveValue::Set(name.to_owned()),
        kind: ActiveValue::Set(kind),
        next_number: ActiveValue::Set(1),
    };
    let conflict = OnConflict::column(Column::Name)
        .do_nothing_on([Column::Id])
        .to_owned();
    Entity::insert(first)
        .on_conflict(conflict)
        .exec_without_returning(transaction)
        .await
        .map(drop)
}
