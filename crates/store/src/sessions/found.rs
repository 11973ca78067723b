//! A session with who holds it, in one statement: it is asked for at every request.

use chrono::{DateTime, Utc};
use mercer_database::{Row, Transaction};
use sea_orm::sea_query::{Expr, ExprTrait, JoinType, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, Value};

use super::{PasswordStamp, Subject};
use crate::Principal;
use crate::staff::{Role, scopes_of_text};
use crate::statement_text::StatementText;

/// The columns in the order in which [`read`] takes them. Customers and OAuth clients are tables of
/// later nouns, by their names.
const COLUMNS: [(&str, &str); 18] = [
    ("sessions", "id"),
    ("sessions", "user_id"),
    ("sessions", "customer_id"),
    ("sessions", "oauth_client_id"),
    ("sessions", "scopes"),
    ("sessions", "password_stamp"),
    ("sessions", "token_hash"),
    ("sessions", "idle_seconds"),
    ("sessions", "refresh_expires_at"),
    ("sessions", "expires_at"),
    ("sessions", "ended_at"),
    ("users", "username"),
    ("users", "role"),
    ("users", "password_hash"),
    ("users", "active"),
    ("customers", "username"),
    ("customers", "password_hash"),
    ("customers", "erased_at"),
];

/// A session as it is asked for.
pub(super) struct Found {
    pub(super) id: i64,
    user_id: Option<i64>,
    customer_id: Option<i64>,
    oauth_client_id: Option<i64>,
    scopes: Option<String>,
    password_stamp: String,
    pub(super) token_hash: String,
    pub(super) idle_seconds: i64,
    refresh_expires_at: DateTime<Utc>,
    pub(super) expires_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
    user_name: Option<String>,
    role: Option<Role>,
    user_password_hash: Option<String>,
    user_active: Option<bool>,
    customer_name: Option<String>,
    customer_password_hash: Option<String>,
    erased_at: Option<DateTime<Utc>>,
    client_active: Option<bool>,
}

/// The session whose column of `sessions` holds this text; `text` keeps the statement.
pub(super) async fn found_in(
    transaction: &Transaction,
    text: &StatementText,
    column: &'static str,
    value: &str,
) -> Result<Option<Found>, DbErr> {
    let backend = transaction.get_database_backend();
    let statement = text.with(backend, 1, vec![value.into()], |values| {
        backend.build(&select(column, &values[0]))
    });
    let row = transaction.rows(statement).await?.pop();
    row.map(read).transpose()
}

fn select(column: &'static str, value: &Value) -> SelectStatement {
    let mut select = Query::select();
    select.columns(COLUMNS).column(("oauth_clients", "active"));
    select.from("sessions");
    for (table, key) in [
        ("users", "user_id"),
        ("customers", "customer_id"),
        ("oauth_clients", "oauth_client_id"),
    ] {
        let is_theirs = Expr::col((table, "id")).eq(Expr::col(("sessions", key)));
        select.join(JoinType::LeftJoin, table, is_theirs);
    }
    select
        .and_where(Expr::col(("sessions", column)).eq(value.clone()))
        .to_owned()
}

fn read(mut row: Row) -> Result<Found, DbErr> {
    Ok(Found {
        id: row.take()?,
        user_id: row.take_optional()?,
        customer_id: row.take_optional()?,
        oauth_client_id: row.take_optional()?,
        scopes: row.take_optional()?,
        password_stamp: row.take()?,
        token_hash: row.take()?,
        idle_seconds: row.take()?,
        refresh_expires_at: row.take()?,
        expires_at: row.take()?,
        ended_at: row.take_optional()?,
        user_name: row.take_optional()?,
        role: row.take_optional()?,
        user_password_hash: row.take_optional()?,
        user_active: row.take_optional()?,
        customer_name: row.take_optional()?,
        customer_password_hash: row.take_optional()?,
        erased_at: row.take_optional()?,
        client_active: row.take_optional()?,
    })
}

impl Found {
    pub(super) fn subject(&self) -> Option<Subject> {
        Subject::of(self.user_id, self.customer_id)
    }

    /// Whether it was neither ended nor has expired.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && now < self.refresh_expires_at && now < self.expires_at
    }

    /// Who holds it, if they may still sign in and have the password with which it began, and if
    /// the client that acts for them still may.
    pub(super) fn holder(self) -> Option<Principal> {
        if self.oauth_client_id.is_some() && self.client_active != Some(true) {
            return None;
        }
        let password_hash = match self.subject()? {
            Subject::User(_) => self.user_password_hash.as_deref(),
            Subject::Customer(_) => self.customer_password_hash.as_deref(),
        };
        if !PasswordStamp::of(password_hash).is(&self.password_stamp) {
            return None;
        }
        let scopes = self.scopes.as_deref().map(scopes_of_text);
        match self.subject()? {
            Subject::User(id) if self.user_active == Some(true) => Some(Principal::User {
                id,
                username: self.user_name?,
                role: self.role?,
                scopes,
                session_id: self.id,
            }),
            Subject::Customer(id) if self.erased_at.is_none() => Some(Principal::Customer {
                id,
                username: self.customer_name?,
                scopes,
                session_id: self.id,
            }),
            _ => None,
        }
    }
}
