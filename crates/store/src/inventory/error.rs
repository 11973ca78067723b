//! What stock verbs refuse.

use mercer_database::{ConstraintKind, Error};
use sea_orm::DbErr;

use super::counts::CountStatus;
use super::transfers::TransferStatus;
use crate::edit::VersionConflict;
use crate::{Invalid, Quantity};

/// Why goods could not be moved or promised.
#[derive(Clone, Debug, thiserror::Error)]
pub enum InventoryError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is less than was asked for.
    #[error("{sku} is out of stock: {requested} asked for, {available} available")]
    OutOfStock {
        /// The product's code.
        sku: String,
        /// The product.
        product_id: i64,
        /// How much was asked for.
        requested: Quantity,
        /// How much is there and not promised.
        available: Quantity,
    },
    /// Goods are to leave that were never promised to anybody.
    #[error("{sku}: {requested} is to leave, and only {promised} is promised")]
    NotPromised {
        /// The product's code.
        sku: String,
        /// The product.
        product_id: i64,
        /// How much is to leave.
        requested: Quantity,
        /// How much is promised to all orders together.
        promised: Quantity,
    },
    /// No product has this id.
    #[error("there is no product with id {0}")]
    UnknownProduct(i64),
    /// No location has this id.
    #[error("there is no location with id {0}")]
    UnknownLocation(i64),
    /// A service has no stock.
    #[error("{sku} is a service and has no stock")]
    NotStocked {
        /// The product's code.
        sku: String,
    },
    /// Nothing has this id.
    #[error("there is no stock movement with id {0}")]
    UnknownMovement(i64),
    /// Nothing has this id.
    #[error("there is no stock transfer with id {0}")]
    UnknownTransfer(i64),
    /// Somebody else changed the transfer or the count first.
    #[error("the transfer or count cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The transfer is over.
    #[error("the stock transfer is {from} and cannot become {to}")]
    WrongTransferStatus {
        /// What it is.
        from: TransferStatus,
        /// What it was to become.
        to: TransferStatus,
    },
    /// More arrives than is on its way.
    #[error(
        "{sku}: {requested} arrived, and only {in_transit} is in transit; \
         what is too much is an adjustment"
    )]
    NotInTransit {
        /// The product's code.
        sku: String,
        /// The product.
        product_id: i64,
        /// How much is said to have arrived.
        requested: Quantity,
        /// How much was on its way.
        in_transit: Quantity,
    },
    /// Nothing has this id.
    #[error("there is no stock count with id {0}")]
    UnknownCount(i64),
    /// The location is being counted already.
    #[error("the location has an open stock count; close or cancel that one first")]
    CountOpen,
    /// The count is over.
    #[error("the stock count is {from} and cannot become {to}")]
    WrongCountStatus {
        /// What it is.
        from: CountStatus,
        /// What it was to become.
        to: CountStatus,
    },
    /// An open count has recorded the product, and will book its difference.
    #[error("{sku} is on the open stock count {count_id}; record what was counted there")]
    BeingCounted {
        /// The product's code.
        sku: String,
        /// The count.
        count_id: i64,
    },
    /// Nobody counted some of the sheet.
    #[error(
        "{products} products of stock count {count_id} are not counted; \
         count them, or say that they keep their stock"
    )]
    Uncounted {
        /// The count.
        count_id: i64,
        /// How many.
        products: u64,
    },
    /// Goods that are promised to orders are not there.
    #[error(
        "stock count {count_id} finds less than is promised to orders: {}; \
         change those orders or count again",
        named(goods)
    )]
    PromisedGoodsMissing {
        /// The count.
        count_id: i64,
        /// What is missing, at most the first hundred products.
        goods: Vec<MissingGoods>,
    },
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

/// Goods that are promised and, says a count, not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingGoods {
    /// The product's code.
    pub sku: String,
    /// The product.
    pub product_id: i64,
    /// How much was counted.
    pub counted: Quantity,
    /// How much would be left of it now, after what was sold and received since; it may be below
    /// zero.
    pub left: Quantity,
    /// How much is promised to orders.
    pub promised: Quantity,
}

fn named(goods: &[MissingGoods]) -> String {
    let each = goods.iter().map(|goods| {
        format!(
            "{} ({} counted, {} left, {} promised)",
            goods.sku, goods.counted, goods.left, goods.promised
        )
    });
    each.collect::<Vec<_>>().join(", ")
}

impl From<Error> for InventoryError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("stock_counts_open_location_id_unique") => {
                InventoryError::CountOpen
            }
            // The table's own guard, behind the statements' own.
            Error::Constraint(violation) if violation.kind == ConstraintKind::Check => {
                InventoryError::Invalid(Invalid::new(
                    "quantity",
                    "the stock on hand would fall below what is promised, or exceed 10^15",
                ))
            }
            _ => InventoryError::Database(error),
        }
    }
}

impl From<DbErr> for InventoryError {
    fn from(error: DbErr) -> Self {
        InventoryError::from(Error::from(error))
    }
}
