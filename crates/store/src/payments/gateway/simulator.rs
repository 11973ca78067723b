//! A provider of cards and PayPal that needs no network and does as the token says.
//!
//! | token | what happens |
//! |---|---|
//! | `sim_approve` | everything is approved |
//! | `sim_decline` | declined, `card_declined` |
//! | `sim_insufficient_funds` | declined, `insufficient_funds` |
//! | `sim_action` | asks the customer to do something, then approves |
//! | `sim_action_decline` | asks the customer to do something, then declines |
//! | `sim_pending` | pending until it is confirmed, then approves |
//! | `sim_unreachable` | is never reached |
//! | `sim_timeout_before` | the promise times out before anything was done; done when repeated |
//! | `sim_timeout_after` | the promise times out after it was given; told when repeated |
//! | `sim_capture_decline` | promised; taking the money is declined |
//! | `sim_capture_timeout_before` | taking the money times out before; done when repeated |
//! | `sim_capture_timeout_after` | taking the money times out after it was taken; told when repeated |
//! | `sim_capture_pending` | the money is pending at first, and taken when asked again |
//! | `sim_refund_decline` | everything is approved but refunds |
//! | `sim_refund_timeout_before` | a refund times out before; done when repeated |
//! | `sim_refund_timeout_after` | a refund times out after the money went back; told when repeated |
//! | `sim_void_decline` | everything is approved but giving up the promise |
//! | `sim_void_timeout` | giving up the promise times out; told when repeated |
//!
//! Any other token is declined, `unknown_token`.
//!
//! Its ids follow from the idempotency key alone and the provider's reference names the token, so
//! that every process gets the same answers. What it keeps is in memory: which keys it has seen
//! (only the first call times out), and what was done, for tests to compare with the books.

use std::collections::BTreeMap;

use async_trait::async_trait;
use parking_lot::Mutex;
use sha2::{Digest, Sha256};

use super::{Answer, Authorise, FollowUp, GatewayFailure, PaymentGateway};
use crate::Money;

/// The deterministic provider.
#[derive(Debug, Default)]
pub struct Simulator {
    /// By idempotency key.
    seen: Mutex<BTreeMap<String, Seen>>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    effect: Effect,
    is_done: bool,
}

/// What the provider did, once per idempotency key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Money was promised.
    Authorised(Money),
    /// Money was taken.
    Captured(Money),
    /// Money went back.
    Refunded(Money),
    /// A promise was given up.
    Voided(Money),
}

/// How the provider takes one request.
#[derive(Clone, Copy)]
enum Step {
    Approve,
    Decline(&'static str, &'static str),
    Action,
    Pending,
    /// The first call is told nothing more than that; the next ones approve.
    PendingOnce,
    Unreachable,
    TimeOutBefore,
    TimeOutAfter,
}

/// How the provider takes everything about one payment.
#[derive(Clone, Copy)]
struct Script {
    authorise: Step,
    /// The second request for the promise, after the customer acted.
    confirm: Step,
    capture: Step,
    refund: Step,
    void: Step,
}

const WILLING: Script = Script {
    authorise: Step::Approve,
    confirm: Step::Approve,
    capture: Step::Approve,
    refund: Step::Approve,
    void: Step::Approve,
};

const DECLINED: Step = Step::Decline("card_declined", "the card was declined");

#[rustfmt::skip]
const SCRIPTS: &[(&str, Script)] = &[
    ("sim_approve", WILLING),
    ("sim_decline", Script { authorise: DECLINED, ..WILLING }),
    ("sim_insufficient_funds", Script {
        authorise: Step::Decline("insufficient_funds", "the account does not hold that much"),
        ..WILLING
    }),
    ("sim_action", Script { authorise: Step::Action, ..WILLING }),
    ("sim_action_decline", Script { authorise: Step::Action, confirm: DECLINED, ..WILLING }),
    ("sim_pending", Script { authorise: Step::Pending, ..WILLING }),
    ("sim_unreachable", Script { authorise: Step::Unreachable, ..WILLING }),
    ("sim_timeout_before", Script { authorise: Step::TimeOutBefore, ..WILLING }),
    ("sim_timeout_after", Script { authorise: Step::TimeOutAfter, ..WILLING }),
    ("sim_capture_decline", Script {
        capture: Step::Decline("capture_declined", "the promise has expired"),
        ..WILLING
    }),
    ("sim_capture_timeout_before", Script { capture: Step::TimeOutBefore, ..WILLING }),
    ("sim_capture_timeout_after", Script { capture: Step::TimeOutAfter, ..WILLING }),
    ("sim_capture_pending", Script { capture: Step::PendingOnce, ..WILLING }),
    ("sim_refund_decline", Script {
        refund: Step::Decline("refund_declined", "the account is closed"),
        ..WILLING
    }),
    ("sim_refund_timeout_before", Script { refund: Step::TimeOutBefore, ..WILLING }),
    ("sim_refund_timeout_after", Script { refund: Step::TimeOutAfter, ..WILLING }),
    ("sim_void_decline", Script {
        void: Step::Decline("void_declined", "the promise cannot be given up"),
        ..WILLING
    }),
    ("sim_void_timeout", Script { void: Step::TimeOutAfter, ..WILLING }),
];

#[async_trait]
impl PaymentGateway for Simulator {
    async fn authorise(&self, request: Authorise) -> Result<Answer, GatewayFailure> {
        let key = &request.idempotency_key;
        let effect = Effect::Authorised(request.amount);
        if let Some(reference) = &request.provider_reference {
            let Some((_, script)) = script_of_reference(reference) else {
                return Ok(no_such_payment());
            };
            return self.take(key, reference, script.confirm, effect);
        }
        let token = request.token.as_deref().unwrap_or_default();
        let Some((token, script)) = script_of(token) else {
            return Ok(Answer::Declined {
                code: "unknown_token".to_owned(),
                reason: "the simulator knows no such token".to_owned(),
            });
        };
        let reference = format!("{token}.{}", letters(key));
        self.take(key, &reference, script.authorise, effect)
    }

    async fn capture(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        let effect = Effect::Captured(request.amount);
        self.follow_up(&request, |script| script.capture, effect)
    }

    async fn refund(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        let effect = Effect::Refunded(request.amount);
        self.follow_up(&request, |script| script.refund, effect)
    }

    async fn void(&self, request: FollowUp) -> Result<Answer, GatewayFailure> {
        let effect = Effect::Voided(request.amount);
        self.follow_up(&request, |script| script.void, effect)
    }
}

impl Simulator {
    /// What was done in this process, by idempotency key.
    pub fn effects(&self) -> BTreeMap<String, Effect> {
        let seen = self.seen.lock();
        let done = seen.iter().filter(|(_, seen)| seen.is_done);
        done.map(|(key, seen)| (key.clone(), seen.effect)).collect()
    }

    /// Money taken and not given back in this process, in minor units.
    pub fn balance(&self) -> i64 {
        let effects = self.effects();
        let amounts = effects.values().map(|effect| match effect {
            Effect::Captured(money) => money.amount,
            Effect::Refunded(money) => -money.amount,
            Effect::Authorised(_) | Effect::Voided(_) => 0,
        });
        amounts.sum()
    }

    fn follow_up(
        &self,
        request: &FollowUp,
        step: impl FnOnce(Script) -> Step,
        effect: Effect,
    ) -> Result<Answer, GatewayFailure> {
        let reference = &request.provider_reference;
        match script_of_reference(reference) {
            Some((_, script)) => {
                self.take(&request.idempotency_key, reference, step(script), effect)
            }
            None => Ok(no_such_payment()),
        }
    }

    fn take(
        &self,
        key: &str,
        reference: &str,
        step: Step,
        effect: Effect,
    ) -> Result<Answer, GatewayFailure> {
        let mut seen = self.seen.lock();
        let is_first = !seen.contains_key(key);
        let entry = seen.entry(key.to_owned()).or_insert_with(|| Seen {
            effect,
            is_done: false,
        });
        if entry.effect != effect {
            return Ok(Answer::Declined {
                code: "key_reused".to_owned(),
                reason: "the key was used for another request".to_owned(),
            });
        }
        let provider_reference = reference.to_owned();
        let too_late = || GatewayFailure::Unknown("it did not answer in time".to_owned());
        match step {
            Step::Decline(code, reason) => {
                return Ok(Answer::Declined {
                    code: code.to_owned(),
                    reason: reason.to_owned(),
                });
            }
            Step::Action => {
                return Ok(Answer::RequiresAction {
                    action: format!("https://simulator.invalid/confirm/{reference}"),
                    provider_reference,
                });
            }
            Step::Pending => return Ok(Answer::Pending { provider_reference }),
            Step::PendingOnce if is_first => return Ok(Answer::Pending { provider_reference }),
            Step::Unreachable => {
                let reason = "no route to the simulator".to_owned();
                return Err(GatewayFailure::Unreachable(reason));
            }
            Step::TimeOutBefore if is_first => return Err(too_late()),
            Step::TimeOutAfter if is_first => {
                entry.is_done = true;
                return Err(too_late());
            }
            Step::Approve | Step::PendingOnce | Step::TimeOutBefore | Step::TimeOutAfter => {}
        }
        entry.is_done = true;
        Ok(Answer::Approved {
            provider_reference,
            provider_event_id: format!("evt.{}", letters(key)),
        })
    }
}

fn script_of(token: &str) -> Option<(&'static str, Script)> {
    SCRIPTS.iter().find(|(name, _)| *name == token).copied()
}

/// The references are made of the token and of letters.
fn script_of_reference(reference: &str) -> Option<(&'static str, Script)> {
    script_of(reference.split_once('.')?.0)
}

fn no_such_payment() -> Answer {
    Answer::Declined {
        code: "no_such_payment".to_owned(),
        reason: "the simulator knows no such payment".to_owned(),
    }
}

/// A digest in letters: digits could by chance pass for the number of a card.
fn letters(key: &str) -> String {
    let digest = Sha256::digest(key.as_bytes());
    let halves = digest
        .iter()
        .take(12)
        .flat_map(|byte| [byte >> 4, byte & 15]);
    halves.map(|half| char::from(b'a' + half)).collect()
}
