//! What the nouns refuse, told to people: the nouns whose errors need no words of their own.

use mercer_store::addresses::AddressError;
use mercer_store::categories::CategoryError;
use mercer_store::oauth_clients::OauthClientError;
use mercer_store::payment_methods::PaymentMethodError;
use mercer_store::settings::SettingError;
use mercer_store::taxes::TaxClassError;

use super::failure::{Failure, FailureKind};

/// A noun's error as a failure. `$list` is the command that shows what there is.
macro_rules! told {
    ($error:ident, $list:literal) => {
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                let message = error.to_string();
                match error {
                    $error::Invalid(invalid) => invalid.into(),
                    $error::Database(error) => error.into(),
                    $error::NotFound(_) => Failure::not_found(message).hint(concat!(
                        "`mercer ",
                        $list,
                        "` shows what there is"
                    )),
                    $error::VersionConflict(_) => {
                        Failure::with_advice(&message).of_kind(FailureKind::Changed)
                    }
                    _ => Failure::with_advice(&message),
                }
            }
        }
    };
}

told!(AddressError, "addresses list");
told!(OauthClientError, "oauth-clients list");
told!(PaymentMethodError, "payment-methods list");
told!(TaxClassError, "tax-classes list");

impl From<CategoryError> for Failure {
    fn from(error: CategoryError) -> Self {
        let message = error.to_string();
        match error {
            CategoryError::Invalid(invalid) => invalid.into(),
            CategoryError::Database(error) => error.into(),
            CategoryError::NotFound(_) => {
                Failure::not_found(message).hint("`mercer categories list` shows what there is")
            }
            CategoryError::HasProducts { .. } => Failure::with_advice(&message)
                .hint("move them to another category, or remove them too with --with-products"),
            _ => Failure::with_advice(&message),
        }
    }
}

impl From<SettingError> for Failure {
    fn from(error: SettingError) -> Self {
        let message = error.to_string();
        match error {
            SettingError::Invalid(invalid) => invalid.into(),
            SettingError::Database(error) => error.into(),
            SettingError::Unknown { .. } => {
                Failure::with_advice(&message).of_kind(FailureKind::NotFound)
            }
            _ => Failure::with_advice(&message),
        }
    }
}
