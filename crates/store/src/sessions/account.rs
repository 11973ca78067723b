//! The account that has an e-mail address.

use mercer_database::Transaction;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};

use super::{Subject, SubjectKind};
use crate::email::Email;
use crate::staff::entity as user;

/// The one active account of this kind with this e-mail address: addresses are unique.
pub(crate) async fn with_email_in(
    transaction: &Transaction,
    kind: SubjectKind,
    email: Option<&str>,
) -> Result<Option<Subject>, DbErr> {
    let Some(email) = email.and_then(|email| email.parse::<Email>().ok()) else {
        return Ok(None);
    };
    match kind {
        SubjectKind::User => {
            let user = user::Entity::find()
                .filter(user::Column::Email.eq(email.as_str()))
                .filter(user::Column::Active.eq(true))
                .one(transaction)
                .await?;
            Ok(user.map(|user| Subject::User(user.id)))
        }
        SubjectKind::Customer => {
            // The table of a later noun, by its name.
            let customer = Query::select()
                .column("id")
                .from("customers")
                .and_where(Expr::col("email").eq(email.as_str()))
                .and_where(Expr::col("erased_at").is_null())
                .to_owned();
            let backend = transaction.get_database_backend();
            let row = transaction.rows(backend.build(&customer)).await?.pop();
            let id: Option<i64> = row.map(|mut row| row.take()).transpose()?;
            Ok(id.map(Subject::Customer))
        }
    }
}
