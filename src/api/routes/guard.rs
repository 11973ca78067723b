//! What happens around every handler: who asks, whether they may, and the rules that all answers
//! keep.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::rejection::RawPathParamsRejection;
use axum::extract::{RawPathParams, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::expansion::{Expansion, Shape};
use super::idempotency_key::{takes_keys, with_key};
use super::{Route, is_write, position};
use crate::api::access::{Access, Caller};
use crate::api::answer::NextPage;
use crate::api::document::{Described, Operation, Schemas};
use crate::api::principal::Principal;
use crate::api::problem::{Problem, ProblemCode};
use crate::api::{Answer, Api};

/// What the guard knows of its route.
pub(super) struct Facts {
    api: Api,
    method: Method,
    path: &'static str,
    access: Access,
    expansions: &'static [Expansion],
    fields: BTreeSet<String>,
    operation: Operation,
    same_for_visitors: bool,
}

impl Facts {
    /// All that can be told from how the route is declared.
    pub(super) fn of<H, I, O>(api: &Api, route: &Route<H>, schemas: &mut Schemas) -> Self
    where
        H: Described<I, O>,
    {
        let mut operation = Operation::of(takes_keys(&route.method));
        for name in route
            .path
            .split('/')
            .filter_map(|part| part.strip_prefix('{'))
        {
            let name = name.trim_end_matches('}');
            let schema = if name.ends_with("id") {
                json!({ "type": "integer", "format": "int64" })
            } else {
                json!({ "type": "string" })
            };
            operation.parameter("path", name, schema, "");
        }
        H::describe(&mut operation, schemas);
        route.access.describe(&mut operation);
        for refusals in &route.refusals {
            refusals(&mut operation);
        }
        let fields = operation.fields(schemas);
        if route.method == Method::GET {
            describe_shape(&mut operation, route.expansions, &fields);
        }
        if is_write(&route.method) {
            operation.problem(StatusCode::REQUEST_TIMEOUT, "body_timeout");
        }
        operation.problem(StatusCode::TOO_MANY_REQUESTS, "too_many_requests");
        operation.problem(StatusCode::INTERNAL_SERVER_ERROR, "internal");
        operation.problem(StatusCode::INTERNAL_SERVER_ERROR, "outcome_unknown");
        for code in ["busy", "unavailable", "timeout", "overloaded"] {
            operation.problem(StatusCode::SERVICE_UNAVAILABLE, code);
        }
        Facts {
            api: api.clone(),
            method: route.method.clone(),
            path: route.path,
            access: route.access,
            expansions: route.expansions,
            fields,
            operation,
            same_for_visitors: route.same_for_visitors,
        }
    }

    /// By what to know that the answer to this caller is still the same; `None` if it may not be.
    fn state_for(&self, caller: &Caller) -> Option<i64> {
        let is_visitor = matches!(caller.principal(), Principal::Anonymous);
        let may_keep = self.same_for_visitors && is_visitor;
        may_keep
            .then(|| caller.store().database().state())
            .flatten()
    }

    /// The route in the document.
    pub(super) fn operation_value<H>(&self, route: &Route<H>) -> Value {
        let parts = self
            .path
            .split('/')
            .filter(|part| !part.is_empty() && *part != "v1");
        let parts: Vec<_> = parts
            .map(|part| part.trim_matches(['{', '}', '.']))
            .collect();
        let id = format!(
            "{}_{}",
            self.method.as_str().to_ascii_lowercase(),
            parts.join("_")
        );
        let id = id.replace(['-', '.'], "_");
        let tag = parts.first().copied().unwrap_or("store");
        let mut value = self.operation.clone().into_value(&id, route.says, tag);
        value["description"] = format!("Who: {}.", self.access.told()).into();
        value["security"] = self.access.schemes();
        value
    }
}

fn describe_shape(operation: &mut Operation, expansions: &[Expansion], fields: &BTreeSet<String>) {
    // Also where there is nothing to expand or to choose from.
    operation.problem(StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    if !expansions.is_empty() {
        let names: Vec<_> = expansions.iter().map(|expansion| expansion.name).collect();
        operation.words("expand", &names, "What to tell along.");
        operation.problem(StatusCode::FORBIDDEN, "forbidden");
    }
    if !fields.is_empty() {
        let expanded = expansions.iter().map(|expansion| expansion.name);
        let names: BTreeSet<_> = fields.iter().map(String::as_str).chain(expanded).collect();
        let names: Vec<_> = names.into_iter().collect();
        operation.words("fields", &names, "Only these fields.");
        operation.answer_unless_there(StatusCode::NOT_MODIFIED, "It is what the client has.");
    }
}

/// Lets a request through to its handler, and its answer back.
pub(super) async fn guard(
    State(facts): State<Arc<Facts>>,
    parameters: Result<RawPathParams, RawPathParamsRejection>,
    request: Request,
    next: Next,
) -> Response {
    let response = match parameters {
        Ok(parameters) => through(&facts, &parameters, request, next).await,
        // Bytes that are no text.
        Err(_) => Err(Problem::not_found("no id is written like that")),
    };
    let response = response.unwrap_or_else(IntoResponse::into_response);
    // What is answered and not told by the document is a defect; tests run with this on.
    debug_assert!(
        is_told(&facts, &response),
        "{} {} answers {} {:?}, which its document does not tell",
        facts.method,
        facts.path,
        response.status(),
        response
            .extensions()
            .get::<ProblemCode>()
            .map(|code| code.0),
    );
    response
}

fn is_told(facts: &Facts, response: &Response) -> bool {
    let code = response.extensions().get::<ProblemCode>();
    facts
        .operation
        .tells_of(response.status(), code.map(|code| code.0))
}

async fn through(
    facts: &Facts,
    parameters: &RawPathParams,
    mut request: Request,
    next: Next,
) -> Answer<Response> {
    let mut caller = if facts.access.asks_itself() {
        facts.api.stranger()
    } else {
        facts.api.caller(request.headers()).await?
    };
    let id = parameters.iter().next().map(|(_, id)| id);
    facts.access.ask(&caller, id).await?;
    // Whoever asks themselves may read what somebody without a name has just left there.
    if facts.method == Method::GET && !facts.access.asks_itself() {
        let freshness = position::asked(caller.principal(), request.headers());
        caller = caller.reading(freshness);
    }
    // Cheap: an address is shared, not copied.
    let uri = request.uri().clone();
    let query = uri.query().unwrap_or_default();
    let shape = if is_write(&facts.method) || query.is_empty() {
        Shape::default()
    } else {
        Shape::of(query, facts.expansions, &facts.fields)?
    };
    let asked = request.headers().get(header::IF_NONE_MATCH).cloned();
    // Asked for before anything is read: what comes of it is at least as new.
    let state = facts.state_for(&caller);
    if let Some(response) = state.and_then(|state| facts.api.kept_answers().again(state, &uri)) {
        return Ok(unless_known(response, asked.as_ref()));
    }
    request.extensions_mut().insert(caller.clone());
    let request = with_key(request, &facts.method, facts.path, &caller).await?;
    let mut response = next.run(request).await;
    if response.status().is_success() {
        link(&mut response, uri.path(), query);
        if !shape.is_plain() {
            response = shaped(response, &shape, &caller, facts.access).await?;
        }
        if facts.method == Method::GET {
            cached(response.headers_mut());
            if let Some(state) = state {
                response = facts.api.kept_answers().keep(state, &uri, response).await?;
            }
            return Ok(unless_known(response, asked.as_ref()));
        }
    }
    if is_write(&facts.method) {
        position::tell(caller.store(), &mut response).await;
    }
    cached(response.headers_mut());
    Ok(response)
}

/// Tells where the next page is (RFC 8288).
fn link(response: &mut Response, path: &str, query: &str) {
    let Some(NextPage(cursor)) = response.extensions_mut().remove() else {
        return;
    };
    let mut next = form_urlencoded::Serializer::new(String::new());
    let others = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != "cursor");
    next.extend_pairs(others).append_pair("cursor", &cursor);
    let link = format!("<{path}?{}>; rel=\"next\"", next.finish());
    if let Ok(link) = HeaderValue::try_from(link) {
        response.headers_mut().insert(header::LINK, link);
    }
}

async fn shaped(
    response: Response,
    shape: &Shape,
    caller: &Caller,
    access: Access,
) -> Answer<Response> {
    let (mut parts, body) = response.into_parts();
    let unreadable = |error: &dyn std::fmt::Display| Problem::internal(&error.to_string());
    let bytes = to_bytes(body, usize::MAX)
        .await
        .map_err(|e| unreadable(&e))?;
    let mut body: Value = serde_json::from_slice(&bytes).map_err(|e| unreadable(&e))?;
    shape.give(caller, access, &mut body).await?;
    parts.headers.remove(header::CONTENT_LENGTH);
    if shape.expands() {
        parts.headers.remove(header::ETAG);
    }
    let bytes = serde_json::to_vec(&body).map_err(|e| unreadable(&e))?;
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

/// What others than the client may keep: nothing that a handler did not say.
fn cached(headers: &mut HeaderMap) {
    let may_be_kept = headers.contains_key(header::ETAG);
    let rule = if may_be_kept {
        "private, no-cache"
    } else {
        "no-store"
    };
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static(rule));
    headers
        .entry(header::VARY)
        .or_insert(HeaderValue::from_static("authorization"));
}

/// 304 if the client has the answer already.
fn unless_known(response: Response, asked: Option<&HeaderValue>) -> Response {
    let (Some(tag), Some(asked)) = (response.headers().get(header::ETAG), asked) else {
        return response;
    };
    let (Ok(tag), Ok(asked)) = (tag.to_str(), asked.to_str()) else {
        return response;
    };
    let mut known = asked
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"));
    if !known.any(|one| one == tag || one == "*") {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}
