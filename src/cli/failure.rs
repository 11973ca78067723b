//! How a command fails: one line that says what is wrong, one that says what to do, an exit code.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

use console::style;
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
use mercer_store::reports::ReportError;
use mercer_store::staff::{Forbidden, StaffError};
use serde::Serialize;

use crate::config::ConfigError;
use crate::signing_keys::KeyError;

/// What sort of refusal it is, for programs: `--json` prints it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum FailureKind {
    /// The call itself makes no sense.
    WrongCall,
    /// What was named is not there.
    NotFound,
    /// A value that cannot be taken.
    Invalid,
    /// Somebody else changed it first.
    Changed,
    /// Who acts may not.
    Forbidden,
    /// The database cannot be reached, or is busy: the same call may succeed later.
    Unavailable,
    /// Anything else that the store, or the system, refuses.
    Refused,
}

/// A command that could not do what it was asked.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    kind: FailureKind,
    message: String,
    hint: Option<String>,
    #[serde(skip)]
    code: u8,
}

impl Failure {
    /// The store, or the system, said no.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Failure {
            kind: FailureKind::Refused,
            message: message.into(),
            hint: None,
            code: 1,
        }
    }

    /// What was named is not there.
    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Failure::refused(message).of_kind(FailureKind::NotFound)
    }

    /// Says of what sort it is.
    pub(super) fn of_kind(self, kind: FailureKind) -> Self {
        Failure { kind, ..self }
    }

    /// The call itself makes no sense.
    pub(super) fn wrong_call(message: impl Into<String>) -> Self {
        Failure {
            code: 2,
            ..Failure::refused(message).of_kind(FailureKind::WrongCall)
        }
    }

    /// Says what may have been meant.
    pub(super) fn did_you_mean(self, nearest: Option<&str>) -> Self {
        match nearest {
            Some(name) => self.hint(format!("did you mean {name:?}?")),
            None => self,
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
            Some(hint) if hint.ends_with('?') => format!("{hint} {more}"),
            Some(hint) => format!("{hint}; {more}"),
            None => more.to_owned(),
        });
        self
    }

    /// What is wrong and what to do, without a line break.
    pub(super) fn in_one_line(&self) -> String {
        match &self.hint {
            Some(hint) => format!("{}; {hint}", self.message),
            None => self.message.clone(),
        }
    }

    /// Writes it where messages go: as JSON for programs, or as lines for people.
    pub(super) fn print(&self, in_json: bool) {
        let text = match serde_json::to_string_pretty(self) {
            Ok(json) if in_json => json + "\n",
            _ => self.text(),
        };
        // There is nobody to tell if that fails.
        let _ = io::stderr().write_all(text.as_bytes());
    }

    fn text(&self) -> String {
        let error = style("Error:").red().bold().for_stderr();
        let mut text = format!("{error} {}\n", self.message);
        if let Some(hint) = &self.hint {
            let word = style("Hint:").cyan().for_stderr();
            let _ = writeln!(text, "{word} {hint}");
        }
        text
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
        Failure::refused(format!("{option}: {reason}")).of_kind(FailureKind::Invalid)
    }
}

impl Failure {
    /// A refusal of a field, told by the option that it came from. `options` names the fields whose
    /// option is called otherwise, with what was typed for each item of a list:
    /// `lines/1/quantity` is the second `--line`.
    pub(super) fn of_field(invalid: &Invalid, options: &[(&str, &str, Vec<&str>)]) -> Self {
        let mut parts = invalid.field.split('/');
        let (name, part) = (parts.next().unwrap_or_default(), parts.next());
        let index = part.map(str::parse::<usize>);
        let known = options.iter().find(|(field, ..)| *field == name);
        let option = match known {
            Some((_, option, texts)) => match (index, part) {
                (Some(Ok(index)), _) if index < texts.len() => {
                    format!("{option} {}", texts[index])
                }
                (Some(Err(_)), Some(part)) => format!("{option}, {part}"),
                _ => (*option).to_owned(),
            },
            None => format!("--{}", name.replace('_', "-")),
        };
        Failure::of_option(&option, &invalid.reason)
    }
}

impl From<Invalid> for Failure {
    fn from(invalid: Invalid) -> Self {
        // The one field that an option names otherwise, in every list.
        if invalid.field == "cursor" {
            return Failure::of_option("--after", &invalid.reason);
        }
        Failure::refused(invalid.to_string()).of_kind(FailureKind::Invalid)
    }
}

impl From<OrderError> for Failure {
    fn from(error: OrderError) -> Self {
        let message = error.to_string();
        match error {
            OrderError::Invalid(invalid) => invalid.into(),
            OrderError::Inventory(error) => error.into(),
            OrderError::Database(error) => error.into(),
            OrderError::Paid { number } => Failure::refused(format!(
                "order {number} has been paid and cannot be deleted"
            ))
            .hint("--with-payments deletes its payments too, only if the books may lose them"),
            OrderError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer orders list` shows the orders")
            }
            _ => Failure::with_advice(&message),
        }
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        let message = error.to_string();
        match error {
            AuditError::Invalid(invalid) => invalid.into(),
            AuditError::Database(error) => error.into(),
            AuditError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer audit list` shows what there is")
            }
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
                Failure::not_found(message).hint("`mercer products list` shows the products")
            }
            _ => Failure::with_advice(&message),
        }
    }
}

impl From<Forbidden> for Failure {
    fn from(forbidden: Forbidden) -> Self {
        Failure::with_advice(&forbidden.to_string()).of_kind(FailureKind::Forbidden)
    }
}

impl From<StaffError> for Failure {
    fn from(error: StaffError) -> Self {
        match error {
            StaffError::Invalid(invalid) => invalid.into(),
            StaffError::Database(error) => error.into(),
            StaffError::NotFound(_) => {
                Failure::not_found(error.to_string()).hint("`mercer users list` shows the staff")
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
                Failure::not_found(error.to_string()).hint("`mercer api-keys list` shows the keys")
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
            CustomerError::NotFound(_) => Failure::not_found(error.to_string())
                .hint("`mercer customers list` shows what there is"),
            CustomerError::HasOrders { .. } => Failure::with_advice(&error.to_string()).hint(
                "--with-orders removes them from the books too; `mercer customers erase` forgets \
                 the person and keeps the books",
            ),
            other => Failure::with_advice(&other.to_string()),
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
            ImportError::Columns(_) => Failure::with_advice(&error.to_string()),
            ImportError::Stopped => Failure::refused(ImportError::Stopped.to_string())
                .hint("run the same command again to go on"),
            other => Failure::refused(other.to_string()),
        }
    }
}

impl From<ReportError> for Failure {
    fn from(error: ReportError) -> Self {
        match error {
            ReportError::Invalid(invalid) => invalid.into(),
            ReportError::Database(error) => error.into(),
        }
    }
}

impl From<LocationError> for Failure {
    fn from(error: LocationError) -> Self {
        match error {
            LocationError::Invalid(invalid) => invalid.into(),
            LocationError::Database(error) => error.into(),
            LocationError::NotFound(_) => Failure::not_found(error.to_string())
                .hint("`mercer locations list` shows what there is"),
            LocationError::InUse => Failure::with_advice(&error.to_string())
                .hint("`mercer locations edit` closes it with --open false"),
            other => Failure::with_advice(&other.to_string()),
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
                Failure::not_found(message).hint("`mercer products list` shows the products")
            }
            InventoryError::UnknownTransfer(_) => {
                Failure::not_found(message).hint("`mercer transfers list` shows what there is")
            }
            InventoryError::UnknownCount(_) => {
                Failure::not_found(message).hint("`mercer counts list` shows what there is")
            }
            InventoryError::Uncounted { .. } => Failure::with_advice(&message)
                .hint("count them, or let them keep their stock with --leave-uncounted"),
            _ => Failure::with_advice(&message),
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
                Failure::refused(error.to_string())
                    .of_kind(FailureKind::Unavailable)
                    .hint(hint)
            }
            Error::Busy { .. } => {
                Failure::refused("other changes were in the way for too long; nothing was changed")
                    .of_kind(FailureKind::Unavailable)
                    .hint("try again")
            }
            _ => Failure::refused(error.to_string()),
        }
    }
}
