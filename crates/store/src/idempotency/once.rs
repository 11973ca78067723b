//! Do what a request asks for once, however often it comes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use mercer_database::Error;

use super::claim::{Claim, Claimed, claim};
use super::{Answer, Found, Request};
use crate::Store;

/// How a request with a key ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It took effect now.
    Made(Answer),
    /// It had taken effect before: the answer of then.
    Replayed(Answer),
    /// The key was used for something else; nothing was done.
    OtherBody,
    /// The same request is under way; nothing was done.
    InFlight {
        /// When it came.
        since: DateTime<Utc>,
    },
    /// The same request took effect at least in part and was never answered; nothing was done.
    Unfinished {
        /// When it came.
        since: DateTime<Utc>,
    },
}

impl Outcome {
    fn of(found: Found) -> Option<Self> {
        Some(match found {
            Found::Nothing => return None,
            Found::Replay(answer) => Outcome::Replayed(answer),
            Found::OtherBody => Outcome::OtherBody,
            Found::InFlight { since } => Outcome::InFlight { since },
            Found::Unfinished { since } => Outcome::Unfinished { since },
        })
    }
}

/// Runs the verb on the store it is given, unless the request was made before.
///
/// `render` makes the answer of what the verb returns. It runs inside the transaction, more than
/// once when that is retried, so it only translates.
///
/// The future should be awaited to its end, in a task of its own where the caller may go away: a
/// verb of several transactions would otherwise stop between two of them.
///
/// # Errors
/// The verb's own: then nothing is recorded, and the request may be made again with the key. Only
/// if the verb had committed something before it failed, its record stays, without an answer.
pub async fn once<T, E, V, F>(
    store: &Store,
    request: Request,
    render: impl Fn(&T) -> Answer + Send + Sync + 'static,
    verb: V,
) -> Result<Outcome, E>
where
    T: 'static,
    E: From<Error>,
    V: FnOnce(Store) -> F,
    F: Future<Output = Result<T, E>>,
{
    let claim = match claim(store, request).await? {
        Claimed::Ours(claim) => claim,
        Claimed::Theirs(found) => {
            // `Theirs` never holds `Nothing`; to call the request busy would be right all the same.
            let since = store.now();
            return Ok(Outcome::of(found).unwrap_or(Outcome::InFlight { since }));
        }
    };
    let render = Arc::new(render);
    let recorded = render.clone();
    let companion = claim.answering(move |output: &T| recorded(output));
    let ended = verb(store.accompanied_by(companion)).await;
    let outcome = outcome(store, &claim, ended, &*render).await;
    claim.end();
    outcome
}

/// How it ended, with the answer recorded where it was not yet.
async fn outcome<T, E: From<Error>>(
    store: &Store,
    claim: &Claim,
    ended: Result<T, E>,
    render: impl Fn(&T) -> Answer,
) -> Result<Outcome, E> {
    match ended {
        Ok(output) => {
            if let Some(answer) = claim.answer() {
                return Ok(Outcome::Made(answer));
            }
            let answer = render(&output);
            if let Err(error) = claim.finish(store, &answer).await {
                // The effect is made: its answer is due whether or not it can be repeated.
                tracing::warn!(%error, "an answer was not recorded; repetitions are refused");
            }
            Ok(Outcome::Made(answer))
        }
        Err(error) => {
            // Another process may have been faster, and this one refused because of what that did:
            // the name is taken, the goods are gone.
            let found = claim.look_again(store).await.unwrap_or_else(|reason| {
                // The verb's error says what is known. This one would promise that nothing was
                // changed, even if the verb's connection was lost during its COMMIT.
                tracing::warn!(%reason, "what became of a key could not be looked up");
                Found::Nothing
            });
            Outcome::of(found).ok_or(error)
        }
    }
}
