//! Give a customer an address that exists, or change what it is to them.

use mercer_database::{Error, Transaction};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};

use super::AddressError;
use super::book::{locked_address_in, locked_links_in};
use super::link::{ActiveModel, Column, Entity, Model};
use crate::{Store, audit, text};

/// A customer and an address of theirs.
#[derive(Clone, Debug)]
pub struct LinkAddress {
    /// The customer.
    pub customer_id: i64,
    /// The address.
    pub address_id: i64,
    /// Home, work; at most 50 characters. `None` keeps the one it has.
    pub label: Option<String>,
    /// Makes it the one where goods go. `false` takes nothing away: one is always the default.
    pub default_shipping: bool,
    /// Makes it the one where invoices go, likewise.
    pub default_billing: bool,
}

/// Links an address to a customer; one that is linked already gets the label and the defaults.
pub async fn link(store: &Store, mut input: LinkAddress) -> Result<Model, AddressError> {
    input.label = text::optional("label", input.label.as_deref(), 50)?;
    let unit_store = store.clone();
    store
        .database()
        .write(move |transaction: Transaction| {
            let (store, input) = (unit_store.clone(), input.clone());
            async move {
                locked_links_in(&transaction, input.customer_id).await?;
                locked_address_in(&transaction, input.address_id).await?;
                link_in(&store, &transaction, input).await
            }
        })
        .await
}

/// Links a checked address that this transaction has locked or recorded.
pub(super) async fn link_in(
    store: &Store,
    transaction: &Transaction,
    input: LinkAddress,
) -> Result<Model, AddressError> {
    let book = locked_links_in(transaction, input.customer_id).await?;
    let known = book.iter().find(|link| link.address_id == input.address_id);
    let is_first = book.is_empty();
    let link = Model {
        customer_id: input.customer_id,
        address_id: input.address_id,
        label: input.label.or_else(|| known.and_then(|l| l.label.clone())),
        default_shipping: input.default_shipping
            || is_first
            || known.is_some_and(|link| link.default_shipping),
        default_billing: input.default_billing
            || is_first
            || known.is_some_and(|link| link.default_billing),
    };
    save_link_in(store, transaction, &book, &link).await?;
    Ok(link)
}

/// Writes a link as it is to be into a locked book. What it is the default for, no other stays.
pub(super) async fn save_link_in(
    store: &Store,
    transaction: &Transaction,
    book: &[Model],
    link: &Model,
) -> Result<(), AddressError> {
    let known = book.iter().find(|one| one.address_id == link.address_id);
    let is_first = book.is_empty();
    record_link_in(store, transaction, known, link).await?;
    let is_theirs = Column::CustomerId.eq(link.customer_id);
    let others = Entity::update_many().filter(is_theirs.clone());
    if link.default_shipping && !is_first {
        let no_longer = others
            .clone()
            .col_expr(Column::DefaultShipping, Expr::val(false));
        no_longer.exec(transaction).await?;
    }
    if link.default_billing && !is_first {
        let no_longer = others.col_expr(Column::DefaultBilling, Expr::val(false));
        no_longer.exec(transaction).await?;
    }
    if known.is_none() {
        return insert_link_in(transaction, link).await;
    }
    Entity::update_many()
        .col_expr(Column::Label, Expr::val(link.label.clone()))
        .col_expr(Column::DefaultShipping, Expr::val(link.default_shipping))
        .col_expr(Column::DefaultBilling, Expr::val(link.default_billing))
        .filter(is_theirs)
        .filter(Column::AddressId.eq(link.address_id))
        .exec(transaction)
        .await?;
    Ok(())
}

async fn record_link_in(
    store: &Store,
    transaction: &Transaction,
    known: Option<&Model>,
    link: &Model,
) -> Result<(), DbErr> {
    if known == Some(link) {
        return Ok(());
    }
    let act = audit::Act {
        action: "addresses.link",
        subject: format!("customer {}", link.customer_id),
        order_id: None,
        before: known.map(Model::told),
        after: Some(link.told()),
    };
    audit::record_in(store, transaction, act).await
}

/// Writes the link; the foreign keys tell whether both ends exist.
pub(crate) async fn insert_link_in(
    transaction: &Transaction,
    link: &Model,
) -> Result<(), AddressError> {
    let inserted = Entity::insert(ActiveModel::from(link.clone()))
        .exec_without_returning(transaction)
        .await
        .map_err(Error::from);
    match inserted {
        Ok(_) => Ok(()),
        Err(Error::Constraint(v)) if v.is("customer_addresses_customer_id_foreign") => {
            Err(AddressError::UnknownCustomer(link.customer_id))
        }
        Err(Error::Constraint(v)) if v.is("customer_addresses_address_id_foreign") => {
            Err(AddressError::NotFound(link.address_id))
        }
        Err(error) => Err(error.into()),
    }
}
