//! What address verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::edit::VersionConflict;

/// Why an address could not be recorded, found, changed or linked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum AddressError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No address has this id.
    #[error("there is no address with id {0}")]
    NotFound(i64),
    /// No customer has this id.
    #[error("there is no customer with id {0}")]
    UnknownCustomer(i64),
    /// The address is not one of the customer's.
    #[error("address {address_id} does not belong to customer {customer_id}")]
    NotLinked {
        /// The customer.
        customer_id: i64,
        /// The address.
        address_id: i64,
    },
    /// A customer keeps at least one address.
    #[error(
        "it is the only address of customer {customer_id}, and a customer keeps at least one; \
         add another first"
    )]
    LastAddress {
        /// The customer who would be left without.
        customer_id: i64,
    },
    /// One address is always the default.
    #[error(
        "it is the default of customer {customer_id}, and one address always is; make another the \
         default instead"
    )]
    DefaultNeeded {
        /// The customer who would be left without.
        customer_id: i64,
    },
    /// Somebody else changed it first.
    #[error("the address cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for AddressError {
    fn from(error: Error) -> Self {
        AddressError::Database(error)
    }
}

impl From<DbErr> for AddressError {
    fn from(error: DbErr) -> Self {
        AddressError::Database(Error::from(error))
    }
}
