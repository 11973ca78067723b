//! A request that changes something: done once however often it comes, and to its end even when
//! its client goes away.

use std::marker::PhantomData;
use std::pin::Pin;
use std::time::Duration;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use mercer_database::Error;
use mercer_store::Store;
use mercer_store::idempotency::{self, Outcome, Request};

use super::Answer;
use super::access::Caller;
use super::answer::{Rendered, Reply};
use super::document::{Input, Operation, Output, Schemas};
use super::layers::InWork;
use super::problem::Problem;

const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");

/// The key with which a request came, for the handler. Put there by the guard.
#[derive(Clone)]
pub(in crate::api) struct Keyed(pub(in crate::api) Request);

/// Whoever changes something, with the key of their request if it has one.
pub(in crate::api) struct Write {
    caller: Caller,
    request: Option<Request>,
    in_work: Option<InWork>,
}

/// The answer of a change: made now, or given again.
pub(in crate::api) struct Done<R> {
    response: Response,
    reply: PhantomData<fn() -> R>,
}

impl<S: Send + Sync> FromRequestParts<S> for Write {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let request = parts.extensions.remove::<Keyed>();
        Ok(Write {
            caller: Caller::from_request_parts(parts, state).await?,
            request: request.map(|Keyed(request)| request),
            in_work: parts.extensions.remove(),
        })
    }
}

impl Write {
    /// Who it is.
    pub(in crate::api) fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Runs a verb and makes the answer of what it returns; with a key only once.
    ///
    /// `reply` only translates: it runs inside the verb's transaction, where the answer is recorded
    /// together with the effect.
    pub(in crate::api) async fn run<T, E, R, V, F>(
        self,
        verb: V,
        reply: impl Fn(&T) -> R + Send + Sync + 'static,
    ) -> Answer<Done<R>>
    where
        T: Send + 'static,
        E: Into<Problem> + From<Error> + Send + 'static,
        R: Reply,
        V: FnOnce(Store) -> F + Send + 'static,
        F: Future<Output = Result<T, E>> + Send,
    {
        let store = self.caller.store().clone();
        let (request, in_work) = (self.request, self.in_work);
        let response = to_its_end(Box::pin(async move {
            let _in_work = in_work;
            let Some(request) = request else {
                let output = verb(store).await.map_err(Into::into)?;
                return Ok(reply(&output).rendered().into_response());
            };
            let render = move |output: &T| recorded(&reply(output).rendered());
            let outcome = idempotency::once(&store, request, render, verb).await;
            answered(outcome.map_err(Into::into)?)
        }))
        .await?;
        Ok(Done {
            response,
            reply: PhantomData,
        })
    }
}

/// A change that is made, without its types: a task is compiled once, not for every route.
pub(in crate::api) type Change<T> = Pin<Box<dyn Future<Output = Answer<T>> + Send>>;

/// Makes a change in a task of its own: a client that hangs up does not stop it half-way.
pub(in crate::api) async fn to_its_end<T: Send + 'static>(change: Change<T>) -> Answer<T> {
    let task = tokio::spawn(change);
    task.await
        .map_err(|error| Problem::internal(&error.to_string()))?
}

fn answered(outcome: Outcome) -> Answer<Response> {
    match outcome {
        Outcome::Made(answer) => response(answer),
        Outcome::Replayed(answer) => {
            let mut response = response(answer)?;
            let replayed = HeaderValue::from_static("true");
            response.headers_mut().insert(REPLAYED, replayed);
            Ok(response)
        }
        Outcome::OtherBody => {
            let detail = "the key was sent before with another request; choose a new one";
            Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "idempotency_key_reused",
                "The key belongs to another request",
                detail,
            )
            .in_header("Idempotency-Key", detail))
        }
        Outcome::InFlight { since } => {
            let detail = format!("it came {}; ask again in a moment", told(since));
            Err(Problem::conflict("in_flight", detail).retry_after(Duration::from_secs(1)))
        }
        Outcome::Unfinished { since } => {
            let detail = format!(
                "it came {} and its process ended before it was answered; look what it did before \
                 sending it with a new key",
                told(since)
            );
            Err(Problem::conflict("unfinished", detail))
        }
    }
}

fn told(since: DateTime<Utc>) -> String {
    since.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}

fn recorded(rendered: &Rendered) -> idempotency::Answer {
    let text = |value: &HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = rendered.headers.iter();
    idempotency::Answer {
        status: rendered.status.as_u16(),
        headers: headers
            .map(|(name, value)| (name.as_str().to_owned(), text(value)))
            .collect(),
        body: String::from_utf8_lossy(&rendered.body).into_owned(),
    }
}

fn response(answer: idempotency::Answer) -> Answer<Response> {
    let damaged = || Problem::internal("a recorded answer is damaged");
    let status = StatusCode::from_u16(answer.status).map_err(|_| damaged())?;
    let header = |(name, value): (String, String)| {
        let name = HeaderName::try_from(name).map_err(|_| damaged())?;
        Ok((name, HeaderValue::try_from(value).map_err(|_| damaged())?))
    };
    let rendered = Rendered {
        status,
        headers: answer
            .headers
            .into_iter()
            .map(header)
            .collect::<Answer<_>>()?,
        body: answer.body.into_bytes(),
    };
    Ok(rendered.into_response())
}

impl<R> IntoResponse for Done<R> {
    fn into_response(self) -> Response {
        self.response
    }
}

impl Input for Write {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
        if !operation.takes_keys() {
            return;
        }
        let schema = serde_json::json!({ "type": "string", "pattern": "^[!-~]{1,255}$" });
        let says = "A key of the client's choice. The same request with the same key takes effect \
                    once and is answered the same for 24 hours.";
        operation.parameter("header", "Idempotency-Key", schema, says);
        operation.problem(StatusCode::CONFLICT, "in_flight");
        operation.problem(StatusCode::CONFLICT, "unfinished");
        operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "idempotency_key_reused");
    }
}

impl<R: Output> Output for Done<R> {
    fn describe(operation: &mut Operation, schemas: &mut Schemas) {
        R::describe(operation, schemas);
    }
}
