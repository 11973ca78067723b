//! Who gives a command, and whether they may: the one place where a command asks.

use mercer_store::staff::{self, Permission, User};
use mercer_store::{Store, audit};

use super::Failure;
use super::arguments::Command;
use super::open::{self, Missing};
use super::output::Output;
use crate::config::Config;

/// Whoever gives a command: a member of the staff, or else whoever has the machine.
pub(super) struct Acting {
    user: Option<User>,
    permission: Permission,
}

impl Acting {
    /// Finds the member of staff with this name, who has to have what the command takes. Without a
    /// name it is whoever has the machine, who may do everything.
    pub(super) async fn with_permission(
        username: Option<&str>,
        command: &Command,
        config: &Config,
        output: &Output,
    ) -> Result<Self, Failure> {
        let permission = command.permission();
        let user = match (username, command) {
            (None, _) => None,
            (Some(_), Command::Demo(_)) => {
                let message = "nobody of the staff can give a demonstration";
                let hint = "its store has no staff; leave out --as (or MERCER_AS)";
                return Err(Failure::wrong_call(message).hint(hint));
            }
            (Some(username), command) => {
                let store = open::open(config, Missing::Refuse, output).await;
                let store = store.map_err(|failure| match command {
                    // Who the staff are is in the tables that are to be changed.
                    Command::Db(_) => {
                        failure.then("before the staff can be asked, leave out --as (or MERCER_AS)")
                    }
                    _ => failure,
                })?;
                let user = permitted(&store, username, permission).await;
                store.database().close().await;
                Some(user?)
            }
        };
        Ok(Acting { user, permission })
    }

    /// The store, whose history rows name who acts.
    pub(super) fn on(&self, store: Store) -> Store {
        match &self.user {
            Some(user) => store.acting_as_user(user),
            None => store,
        }
    }

    /// Seals what the command wrote. A failure is told, and is none of the command: a later one, or
    /// the serving process, seals the rows.
    pub(super) async fn seal(&self, store: &Store) {
        if self.permission.only_reads() {
            return;
        }
        if let Err(error) = audit::seal(store).await {
            Output::warning(&format!("the audit log was not sealed: {error}"));
        }
    }
}

/// Asks for something that a command takes beside what it names, such as giving a discount.
pub(super) fn require(store: &Store, permission: Permission) -> Result<(), Failure> {
    match store.role() {
        Some(role) => Ok(staff::require(role, permission)?),
        None => Ok(()),
    }
}

async fn permitted(store: &Store, username: &str, permission: Permission) -> Result<User, Failure> {
    let hint = "`mercer users list`, without --as (or MERCER_AS), shows the staff";
    let Some(user) = staff::find_by_username(store, username).await? else {
        let message = format!("--as: nobody of the staff has the user name {username:?}");
        return Err(Failure::refused(message).hint(hint));
    };
    if !user.active {
        let message = format!("--as: {} is not active", user.username);
        return Err(Failure::refused(message).hint(hint));
    }
    staff::require(user.role, permission)?;
    Ok(user)
}
