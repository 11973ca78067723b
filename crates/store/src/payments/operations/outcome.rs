//! What a provider's answer means for the operation.

use super::{OperationKind, PaymentOperation};
use crate::payments::Payment;
use crate::payments::gateway::{Answer, GatewayFailure};
use crate::text::holds_card_number;

/// The longest id of a provider that is kept, characters.
const LONGEST_REFERENCE: usize = 128;

/// What an answer means.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// It was done.
    Done { reference: String, event_id: String },
    /// The promise waits for the customer or for the bank.
    Waiting {
        reference: String,
        action: Option<String>,
    },
    /// It was refused.
    Refused { code: String, reason: String },
    /// The question was not heard and changes nothing; it can be asked anew.
    Unasked { reason: String },
    /// Nobody knows; it is asked again.
    Unanswered { reason: String },
}

/// Reads the answer.
pub(super) fn of(
    payment: &Payment,
    operation: &PaymentOperation,
    answer: Result<Answer, GatewayFailure>,
) -> Outcome {
    match answer {
        Ok(Answer::Approved {
            provider_reference,
            provider_event_id,
        }) if is_kept(&provider_reference) && is_kept(&provider_event_id) => Outcome::Done {
            reference: provider_reference,
            event_id: provider_event_id,
        },
        Ok(Answer::RequiresAction {
            action,
            provider_reference,
        }) if operation.kind == OperationKind::Authorise && is_kept(&provider_reference) => {
            Outcome::Waiting {
                reference: provider_reference,
                action: Some(shortened(&action, 500)),
            }
        }
        Ok(Answer::Pending { provider_reference })
            if operation.kind == OperationKind::Authorise && is_kept(&provider_reference) =>
        {
            Outcome::Waiting {
                reference: provider_reference,
                action: None,
            }
        }
        Ok(Answer::Declined { code, reason }) => Outcome::Refused {
            code: shortened(&code, 64),
            reason: shortened(&reason, 200),
        },
        Ok(Answer::Pending { .. } | Answer::RequiresAction { .. }) => Outcome::Unanswered {
            reason: "the provider takes its time".to_owned(),
        },
        Ok(Answer::Approved { .. }) => Outcome::Unanswered {
            reason: "the provider's ids are empty, or too long to be kept".to_owned(),
        },
        // Not reached the first time, it has done nothing. Later nobody knows about the first.
        Err(GatewayFailure::Unreachable(reason))
            if operation.kind == OperationKind::Authorise && operation.attempts == 1 =>
        {
            let reason = shortened(&reason, 200);
            if payment.provider_reference.is_some() {
                Outcome::Unasked { reason }
            } else {
                let code = "unreachable".to_owned();
                Outcome::Refused { code, reason }
            }
        }
        Err(failure) => Outcome::Unanswered {
            reason: shortened(&failure.to_string(), 200),
        },
    }
}

fn is_kept(reference: &str) -> bool {
    (1..=LONGEST_REFERENCE).contains(&reference.chars().count())
}

/// Words of a provider, as they may be kept.
fn shortened(words: &str, most: usize) -> String {
    if holds_card_number(words) {
        return "withheld".to_owned();
    }
    let words = words.chars().filter(|letter| !letter.is_control());
    words.take(most).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{Outcome, of, shortened};
    use crate::payments::gateway::Answer;
    use crate::payments::operations::{OperationKind, OperationState, PaymentOperation};
    use crate::payments::{Payment, PaymentKind, PaymentState};

    fn payment() -> Payment {
        Payment {
            id: 1,
            order_id: 1,
            kind: PaymentKind::Card,
            provider: "acme".to_owned(),
            provider_reference: None,
            payment_method_id: None,
            brand: None,
            last4: None,
            currency: "GBP".to_owned(),
            status: PaymentState::Pending,
            amount: 100,
            authorised: 0,
            capturing: 0,
            captured: 0,
            refunding: 0,
            refunded: 0,
            voided: 0,
            captures_at_once: true,
            outside: false,
            failure_code: None,
            failure_reason: None,
            action: None,
            created_at: DateTime::UNIX_EPOCH,
            updated_at: DateTime::UNIX_EPOCH,
            version: 1,
        }
    }

    fn operation(kind: OperationKind) -> PaymentOperation {
        PaymentOperation {
            id: 1,
            payment_id: 1,
            refund_id: None,
            kind,
            amount: 100,
            idempotency_key: "key".to_owned(),
            token: None,
            status: OperationState::Open,
            attempts: 1,
            next_attempt_at: None,
            failure: None,
            actor: "test".to_owned(),
            created_at: DateTime::UNIX_EPOCH,
            finished_at: None,
        }
    }

    #[test]
    fn an_answer_that_cannot_be_kept_leaves_the_question_open() {
        let approved = |reference: &str| {
            Ok(Answer::Approved {
                provider_reference: reference.to_owned(),
                provider_event_id: "event".to_owned(),
            })
        };
        let capture = operation(OperationKind::Capture);
        for reference in ["", &"x".repeat(129)] {
            let outcome = of(&payment(), &capture, approved(reference));
            assert!(matches!(outcome, Outcome::Unanswered { .. }), "{outcome:?}");
        }
        let outcome = of(&payment(), &capture, approved("reference"));
        assert!(matches!(outcome, Outcome::Done { .. }), "{outcome:?}");
        let pending = Ok(Answer::Pending {
            provider_reference: "reference".to_owned(),
        });
        let outcome = of(&payment(), &capture, pending.clone());
        assert!(matches!(outcome, Outcome::Unanswered { .. }), "{outcome:?}");
        let promise = operation(OperationKind::Authorise);
        let outcome = of(&payment(), &promise, pending);
        assert!(matches!(outcome, Outcome::Waiting { .. }), "{outcome:?}");
    }

    #[test]
    fn a_providers_words_are_kept_without_card_numbers_and_not_longer_than_there_is_room() {
        assert_eq!(
            shortened("card 4111 1111 1111 1111 declined", 200),
            "withheld"
        );
        assert_eq!(shortened("no\0 money", 5), "no mo");
    }
}
