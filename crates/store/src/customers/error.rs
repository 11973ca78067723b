//! What customer verbs refuse.

use mercer_database::Error;
use sea_orm::DbErr;

use crate::Invalid;
use crate::addresses::AddressError;
use crate::edit::VersionConflict;
use crate::inventory::InventoryError;
use crate::password::HashingFailed;

/// Why a customer could not be recorded, found, changed or removed.
#[derive(Clone, Debug, thiserror::Error)]
pub enum CustomerError {
    /// A field of the input.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// No customer has this id, user name or e-mail address.
    #[error("there is no customer with {0}")]
    NotFound(String),
    /// Another customer has this user name.
    #[error("username: another customer has this user name")]
    UsernameTaken,
    /// Another customer has this e-mail address.
    #[error("email: another customer has this e-mail address")]
    EmailTaken,
    /// The current password, given to change it.
    #[error("current: this is not the customer's password")]
    WrongPassword,
    /// Nobody signs in with this name and this password. Which of the two is wrong is not told.
    #[error("there is no customer with this name and this password")]
    WrongSignIn,
    /// The person was forgotten.
    #[error("customer {0} was erased and stays as it is; record a new customer")]
    Erased(i64),
    /// Goods are still to be sent to the person.
    #[error(
        "the customer waits for the goods of {orders} orders and cannot be erased; ship or cancel \
         these orders first"
    )]
    OpenOrders {
        /// How many sales are placed and not fulfilled.
        orders: u64,
    },
    /// One of the addresses.
    #[error("addresses: {0}")]
    Address(AddressError),
    /// Somebody else changed it first.
    #[error("the customer cannot be changed: {0}")]
    VersionConflict(#[from] VersionConflict),
    /// The books name the customer, and the caller did not ask for them to go too.
    #[error(
        "the customer has {orders} placed orders and cannot be deleted; delete the orders too, \
         by naming them, only if the books may lose them"
    )]
    HasOrders {
        /// How many orders were placed, called-off ones included.
        orders: u64,
    },
    /// What providers do for the customer's orders could not be booked any more.
    #[error(
        "payments or refunds of {orders} orders of the customer are under way, and the customer \
         cannot be deleted; void the payments, or wait for the providers, first"
    )]
    PaymentsUnderWay {
        /// How many orders.
        orders: u64,
    },
    /// The goods that the customer's orders hold could not be given free.
    #[error("the goods of the customer's orders could not be given free: {0}")]
    Inventory(InventoryError),
    /// The password could not be hashed.
    #[error(transparent)]
    Hashing(#[from] HashingFailed),
    /// The data layer.
    #[error(transparent)]
    Database(Error),
}

impl From<Error> for CustomerError {
    fn from(error: Error) -> Self {
        match &error {
            Error::Constraint(v) if v.is("customers_username_unique") => {
                CustomerError::UsernameTaken
            }
            Error::Constraint(v) if v.is("customers_email_unique") => CustomerError::EmailTaken,
            _ => CustomerError::Database(error),
        }
    }
}

impl From<DbErr> for CustomerError {
    fn from(error: DbErr) -> Self {
        CustomerError::from(Error::from(error))
    }
}

impl From<AddressError> for CustomerError {
    fn from(error: AddressError) -> Self {
        match error {
            AddressError::Database(error) => CustomerError::from(error),
            other => CustomerError::Address(other),
        }
    }
}

impl From<InventoryError> for CustomerError {
    fn from(error: InventoryError) -> Self {
        match error {
            InventoryError::Database(error) => CustomerError::from(error),
            other => CustomerError::Inventory(other),
        }
    }
}
