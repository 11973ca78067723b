//! `mercer users`: the staff.

mod add;
mod disable;
mod edit;
mod enable;
mod list;
mod remove;
mod reset_password;
mod role;
mod show;

use clap::Subcommand;
use mercer_store::Store;
use mercer_store::staff::{self, ListUsers, Permission, User};

use super::Failure;
use super::output::Output;
use super::reference::{Reference, rows};
use super::table::{facts, yes};
use super::time;
use crate::json;

/// Verbs of the staff.
#[derive(Debug, Subcommand)]
pub(super) enum UsersCommand {
    List(list::List),
    Show(show::Show),
    Add(add::Add),
    Edit(edit::Edit),
    Role(role::ChangeRole),
    Enable(enable::Enable),
    Disable(disable::Disable),
    ResetPassword(reset_password::ResetPassword),
    Remove(remove::Remove),
}

impl UsersCommand {
    /// What a member of the staff has to have.
    pub(super) fn permission(&self) -> Permission {
        match self {
            UsersCommand::List(_) | UsersCommand::Show(_) => Permission::StaffRead,
            UsersCommand::Add(_)
            | UsersCommand::Edit(_)
            | UsersCommand::Role(_)
            | UsersCommand::Enable(_)
            | UsersCommand::Disable(_)
            | UsersCommand::ResetPassword(_)
            | UsersCommand::Remove(_) => Permission::StaffManage,
        }
    }

    /// Does it.
    pub(super) async fn run(self, store: &Store, output: &Output) -> Result<(), Failure> {
        match self {
            UsersCommand::List(list) => list.run(store, output).await,
            UsersCommand::Show(show) => show.run(store, output).await,
            UsersCommand::Add(add) => add.run(store, output).await,
            UsersCommand::Edit(edit) => edit.run(store, output).await,
            UsersCommand::Role(role) => role.run(store, output).await,
            UsersCommand::Enable(enable) => enable.run(store, output).await,
            UsersCommand::Disable(disable) => disable.run(store, output).await,
            UsersCommand::ResetPassword(password) => password.run(store, output).await,
            UsersCommand::Remove(remove) => remove.run(store, output).await,
        }
    }
}

/// The user who is meant: by user name, else by id.
async fn resolve(store: &Store, reference: &Reference) -> Result<User, Failure> {
    if let Reference::Id(id) = reference {
        return Ok(staff::get(store, *id).await?);
    }
    let all = rows(async |page| {
        let wanted = ListUsers {
            page,
            ..ListUsers::default()
        };
        Ok(staff::list(store, wanted).await?)
    });
    let words = ("user", "user name", "users list");
    reference.among(words, all.await?, |user| &user.username, |user| user.id)
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
    rows.extend([
        ("Role", user.role.to_string()),
        ("Active", yes(user.active)),
    ]);
    rows.extend(user.last_sign_in_at.map(|at| ("Last here", time(at))));
    facts(&rows)
}
