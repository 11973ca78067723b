//! Who can be signed in.

use std::fmt;

use chrono::{DateTime, Utc};
use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, LockType, Query, SimpleExpr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, DbErr, EntityTrait, QueryFilter};

use crate::secret;
use crate::staff::entity as user;
use crate::text::word_enum;

word_enum! {
    /// Which accounts are meant.
    pub enum SubjectKind {
        /// Those of the staff.
        User = "user",
        /// Those of customers.
        Customer = "customer",
    }
}

/// Somebody who can be signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The user of the staff with this id.
    User(i64),
    /// The customer with this id.
    Customer(i64),
}

impl Subject {
    pub(crate) fn of(user_id: Option<i64>, customer_id: Option<i64>) -> Option<Self> {
        let user = user_id.map(Subject::User);
        user.or(customer_id.map(Subject::Customer))
    }

    /// Whose account it is.
    pub fn kind(self) -> SubjectKind {
        match self {
            Subject::User(_) => SubjectKind::User,
            Subject::Customer(_) => SubjectKind::Customer,
        }
    }

    /// As the column of users.
    pub(crate) fn user_id(self) -> Option<i64> {
        match self {
            Subject::User(id) => Some(id),
            Subject::Customer(_) => None,
        }
    }

    /// As the column of customers.
    pub(crate) fn customer_id(self) -> Option<i64> {
        match self {
            Subject::User(_) => None,
            Subject::Customer(id) => Some(id),
        }
    }

    /// Whether a row of a table with both columns is theirs.
    pub(crate) fn is_in<C: ColumnTrait>(self, user_id: C, customer_id: C) -> SimpleExpr {
        match self {
            Subject::User(id) => user_id.eq(id),
            Subject::Customer(id) => customer_id.eq(id),
        }
    }
}

/// As history names them: `user 3`, `customer 7`.
impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::User(id) => write!(formatter, "user {id}"),
            Subject::Customer(id) => write!(formatter, "customer {id}"),
        }
    }
}

/// What tells whether a password is still the one it was, and nothing else of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordStamp(String);

impl PasswordStamp {
    /// The stamp of a password by its hash; without one it is the same for everybody.
    pub fn of(password_hash: Option<&str>) -> Self {
        PasswordStamp(secret::hash(password_hash.unwrap_or("")))
    }

    /// A stamp as a column keeps it.
    pub(crate) fn kept(stamp: String) -> Self {
        PasswordStamp(stamp)
    }

    pub(crate) fn into_string(self) -> String {
        self.0
    }

    pub(super) fn is(&self, kept: &str) -> bool {
        secret::is_same(&self.0, kept)
    }
}

/// A subject who may sign in.
pub(crate) struct Holder {
    /// What history calls them when they act.
    pub(crate) actor: String,
    pub(crate) password_hash: Option<String>,
}

/// The subject, unless they are not there, not active, or erased. Asked in units that write.
pub(crate) async fn holder_in(
    transaction: &Transaction,
    subject: Subject,
) -> Result<Option<Holder>, DbErr> {
    match subject {
        Subject::User(id) => {
            let user = user::Entity::find_by_id(id)
                .filter(user::Column::Active.eq(true))
                .one(transaction)
                .await?;
            Ok(user.map(|user| Holder {
                actor: user.username,
                password_hash: Some(user.password_hash),
            }))
        }
        Subject::Customer(id) => {
            let backend = transaction.get_database_backend();
            // The table of a later noun, by its name.
            let customer = Query::select()
                .expr_as(Expr::col("password_hash"), "password_hash")
                .expr_as(Expr::col("erased_at"), "erased_at")
                .from("customers")
                .and_where(Expr::col("id").eq(id))
                // Of an erasure at the same moment, either it sees what begins here, or this sees
                // the person gone.
                .lock(match backend {
                    DbBackend::Postgres => LockType::KeyShare,
                    _ => LockType::Update,
                })
                .to_owned();
            let rows = transaction.rows(backend.build(&customer)).await?;
            let Some(mut row) = rows.into_iter().next() else {
                return Ok(None);
            };
            let password_hash: Option<String> = row.take_optional()?;
            let erased_at: Option<DateTime<Utc>> = row.take_optional()?;
            Ok(erased_at.is_none().then(|| Holder {
                actor: subject.to_string(),
                password_hash,
            }))
        }
    }
}
