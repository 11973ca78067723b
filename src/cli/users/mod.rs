//! `mercer users`: the staff.

mod activate;
mod create;
mod deactivate;
mod delete;
mod list;
mod password;
mod role;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::{self, Permission, StaffError, User};

use super::Failure;
use super::output::Output;
use super::reference::Reference;
use super::table::facts;
use super::time;
use crate::json;

/// Verbs of the staff.
#[derive(Debug, Subcommand)]
pub(super) enum UsersCommand {
    List(list::List),
    Create(create::Create),
    Role(role::ChangeRole),
    Activate(activate::Activate),
    Deactivate(deactivate::Deactivate),
    Password(password::SetPassword),
    Delete(delete::Delete),
}

impl UsersCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            UsersCommand::List(_) => Permission::StaffRead,
            UsersCommand::Create(_)
            | UsersCommand::Role(_)
            | UsersCommand::Activate(_)
            | UsersCommand::Deactivate(_)
            | UsersCommand::Password(_)
            | UsersCommand::Delete(_) => Permission::StaffManage,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            UsersCommand::List(list) => list.run(store, output).await,
            UsersCommand::Create(create) => create.run(store, output).await,
            UsersCommand::Role(role) => role.run(store, output).await,
            UsersCommand::Activate(activate) => activate.run(store, output).await,
            UsersCommand::Deactivate(deactivate) => deactivate.run(store, output).await,
            UsersCommand::Password(password) => password.run(store, output).await,
            UsersCommand::Delete(delete) => delete.run(store, output).await,
        }
    }
}

/// The user who is meant: by user name, else by id.
async fn resolve(store: &Store, reference: &Reference) -> Result<User, Failure> {
    let username = match reference {
        Reference::Id(id) => return Ok(staff::get(store, *id).await?),
        Reference::Code(username) => username,
    };
    if let Some(user) = staff::find_by_username(store, username).await? {
        return Ok(user);
    }
    if let Some(id) = reference.as_id() {
        match staff::get(store, id).await {
            Err(StaffError::NotFound(_)) => {}
            found => return Ok(found?),
        }
    }
    let message = format!("no user has the user name or the id {username:?}");
    Err(Failure::refused(message).hint("`mercer users list` shows the staff"))
}

/// Prints the user as they are now.
fn show(user: User, output: &Output) -> Result<(), Failure> {
    output.show(&json::User::from(user), text)
}

fn text(user: &json::User) -> String {
    let mut rows = vec![
        ("User", format!("{} (id {})", user.username, user.id)),
        ("Name", format!("{} {}", user.first_name, user.last_name)),
    ];
    rows.extend(user.email.clone().map(|email| ("E-mail", email)));
    let active = if user.active { "yes" } else { "no" };
    rows.extend([
        ("Role", user.role.to_string()),
        ("Active", active.to_owned()),
    ]);
    rows.extend(user.last_sign_in_at.map(|at| ("Last here", time(at))));
    facts(&rows)
}
