//! How a command fails: one line that says what is wrong, one that says what to do, an exit code.

use std::io::{self, Write};
use std::process::ExitCode;

use mercer_database::Error;
use mercer_store::Invalid;
use mercer_store::api_keys::ApiKeyError;
use mercer_store::audit::AuditError;
use mercer_store::customers::CustomerError;
use mercer_store::demonstration::DemonstrationError;
use mercer_store::imports::ImportError;
use mercer_store::inventory::InventoryError;
use mercer_store::locations::LocationError;
use mercer_store::orders::OrderError;
use mercer_store::products::ProductError;
use mercer_store::staff::{Forbidden, StaffError};

use crate::config::ConfigError;
use crate::signing_keys::KeyError;

/// A command that could not do what it was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    code: u8,
}

impl Failure {
    /// The store, or the system, said no.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Failure {
            message: message.into(),
            hint: None,
            code: 1,
        }
    }

    /// The call itself makes no sense.
    pub(super) fn wrong_call(message: impl Into<String>) -> Self {
        Failure {
            code: 2,
            ..Failure::refused(message)
        }
    }

    /// Says what to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Says what else to know, after the advice that is there.
    pub(super) fn then(mut self, more: &str) -> Self {
        self.hint = Some(match self.hint {
            Some(hint) => format!("{hint}; {more}"),
            None => more.to_owned(),
        });
        self
    }

    /// Writes it where messages go. There is nobody to tell if that fails.
    pub(super) fn print(&self) {
        let mut text = format!("Error: {}\n", self.message);
        if let Some(hint) = &self.hint {
            text.push_str("Hint: ");
            text.push_str(hint);
            text.push('\n');
        }
        let _ = io::stderr().write_all(text.as_bytes());
    }

    /// 1 for a refusal, 2 for a wrong call.
    pub(super) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

impl Failure {
    /// A refusal in one sentence, the advice after its last semicolon.
    pub(super) fn with_advice(text: &str) -> Self {
        match text.rsplit_once("; ") {
            Some((message, advice)) => Failure::refused(message).hint(advice),
            None => Failure::refused(text),
        }
    }
}

impl From<ConfigError> for Failure {
    fn from(error: ConfigError) -> Self {
        Failure {
            code: 2,
            ..Failure::with_advice(&error.to_string())
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::refused(error.to_string())
    }
}

impl Failure {
    /// A refusal of an option's value.
    pub(super) fn of_option(option: &str, reason: &str) -> Self {
        Failure::refused(format!("{option}: {reason}"))
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        // The one field that an option names otherwise, in every list.
        if invalid.field == "cursor" {
            return Failure::of_option("--after", &invalid.reason);
        }
        Failure::refused(invalid.to_string())
    }
}

impl From<OrderError> for Failure {
    fn from(error: OrderError) -> Self {
        let message = error.to_string();
        match error {
            OrderError::Invalid(invalid) => invalid.into(),
            OrderError::Inventory(error) => error.into(),
            OrderError::Database(error) => error.into(),
            OrderError::NotFound(_) => {
                Failure::refused(message).hint("`mercer orders list` shows the orders")
            }
            _ => Failure::refused(message),
        }
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        let message = error.to_string();
        match error {
            AuditError::Invalid(invalid) => invalid.into(),
            AuditError::Database(error) => error.into(),
            AuditError::NotFound(_) => Failure::refused(message),
        }
    }
}

impl From<ProductError> for Failure {
    fn from(error: ProductError) -> Self {
        let message = error.to_string();
        match error {
            ProductError::Invalid(invalid) => invalid.into(),
            ProductError::Database(error) => error.into(),
            ProductError::NotFound(_) => {
                Failure::refused(message).hint("`mercer products list` shows the products")
            }
            _ => Failure::refused(message),
        }
    }
}

impl From<Forbidden> for Failure {
    fn from(forbidden: Forbidden) -> Self {
        Failure::with_advice(&forbidden.to_string())
    }
}

impl From<StaffError> for Failure {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Invalid(invalid) => invalid.into(),
            StaffError::Database(error) => error.into(),
            StaffError::NotFound(_) => {
                Failure::refused(error.to_string()).hint("`mercer users list` shows the staff")
            }
            other => Failure::with_advice(&other.to_string()),
        }
    }
}

impl From<ApiKeyError> for Failure {
    fn from(error: ApiKeyError) -> Self {
        match error {
            ApiKeyError::Invalid(invalid) => invalid.into(),
            ApiKeyError::Database(error) => error.into(),
            ApiKeyError::NotFound(_) => {
                Failure::refused(error.to_string()).hint("`mercer api-keys list` shows the keys")
            }
            other => Failure::with_advice(&other.to_string()),
        }
    }
}

impl From<KeyError> for Failure {
    fn from(error: KeyError) -> Self {
        Failure::with_advice(&error.to_string())
    }
}

impl From<CustomerError> for Failure {
    fn from(error: CustomerError) -> Self {
        match error {
            CustomerError::Invalid(invalid) => invalid.into(),
            CustomerError::Database(error) => error.into(),
            CustomerError::Inventory(error) => error.into(),
            other => Failure::refused(other.to_string()),
        }
    }
}

impl From<DemonstrationError> for Failure {
    fn from(error: DemonstrationError) -> Self {
        match error {
            DemonstrationError::Database(error) => error.into(),
            other => Failure::refused(other.to_string())
                .hint("a file of another store cannot be filled; name a new one with --database"),
        }
    }
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Database(error) => error.into(),
            ImportError::Inventory(error) => error.into(),
            ImportError::Stopped => Failure::refused(ImportError::Stopped.to_string())
                .hint("run the same command again to go on"),
            other => Failure::refused(other.to_string()),
        }
    }
}

impl From<LocationError> for Failure {
    fn from(error: LocationError) -> Self {
        match error {
            LocationError::Database(error) => error.into(),
            other => Failure::refused(other.to_string()),
        }
    }
}

impl From<InventoryError> for Failure {
    fn from(error: InventoryError) -> Self {
        let message = error.to_string();
        match error {
            InventoryError::Invalid(invalid) => invalid.into(),
            InventoryError::Database(error) => error.into(),
            InventoryError::OutOfStock { sku, .. } => Failure::refused(message).hint(format!(
                "`mercer stock show {sku}` shows what is there and what is promised"
            )),
            InventoryError::UnknownProduct(_) => {
                Failure::refused(message).hint("`mercer products list` shows the products")
            }
            _ => Failure::refused(message),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match &error {
            Error::InvalidUrl { url, reason } => Failure::wrong_call(format!(
                "the database address {url:?} is not valid: {reason}"
            ))
            .hint("write sqlite:PATH, postgres://USER:PASSWORD@HOST/NAME or mysql://USER:PASSWORD@HOST/NAME"),
            Error::FileMissing { path } => {
                Failure::refused(format!("there is no database at {}", path.display())).hint(
                    "`mercer serve` creates an empty store there, `mercer demo` one with \
                     demonstration data; --database-url names another",
                )
            }
            Error::NotADatabase { path } => {
                Failure::refused(format!("{} is not an SQLite database", path.display()))
                    .hint("--database-url or DATABASE_URL names another")
            }
            Error::ReadOnly { path } => {
                Failure::refused(format!("{} cannot be written to", path.display()))
                    .hint("make the file and its folder writable by this user")
            }
            Error::Unavailable { url, .. } => {
                let hint = if url.starts_with("sqlite:") {
                    "the folder has to exist and to be writable by this user"
                } else {
                    "is the server running, and are the user, the password and the database's \
                     name right?"
                };
                Failure::refused(error.to_string()).hint(hint)
            }
            Error::Busy { .. } => {
                Failure::refused("other changes were in the way for too long; nothing was changed")
                    .hint("try again")
            }
            _ => Failure::refused(error.to_string()),
        }
    }
}
