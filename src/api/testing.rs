//! An API on a fresh embedded store with a clock that stands still, for the tests of handlers:
//! requests go through the whole router, without a network.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use chrono::{DateTime, Utc};
use mercer_database::{Database, DatabaseUrl};
use mercer_store::principal::Credential;
use mercer_store::staff::{Permission, Role};
use mercer_store::{FixedClock, Store, schema};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

use super::authentication::Authentication;
use super::created;
use super::principal::Principal;
use super::router::router_of;
use super::{Api, Options};

/// A store with its API, asked by an owner unless told otherwise.
pub(in crate::api) struct TestApi {
    pub(in crate::api) store: Store,
    authentication: Arc<Authentication>,
    /// `None`: whoever the credentials of the request say.
    principal: Option<Principal>,
    /// Made once for all requests of one principal, with the document of every route.
    router: OnceLock<Router>,
    transcript: String,
    // Dropped last: the database lies in it.
    folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(in crate::api) struct Answered {
    pub(in crate::api) status: StatusCode,
    pub(in crate::api) headers: HeaderMap,
    /// Null if there was none, a text if it was a page.
    pub(in crate::api) body: Value,
}

impl Answered {
    /// A header; empty if it is not there.
    pub(in crate::api) fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

impl TestApi {
    /// An empty store in pounds, at noon of 1 March 2026.
    pub(in crate::api) async fn new() -> Self {
        mercer_testing::collect_statements();
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("mercer.db"));
        let options = mercer_database::Options {
            create_if_missing: true,
            ..mercer_database::Options::default()
        };
        let database = Database::connect_with(&url, options).await;
        let database = database.expect("it opens");
        created::create(&database, &schema::schema())
            .await
            .expect("the tables can be created");
        let noon: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().expect("a time");
        let currency = "GBP".parse().expect("a currency");
        let store = Store::with_clock(database, currency, FixedClock::at(noon));
        TestApi {
            store: store.acting_as("olga"),
            authentication: Authentication::in_tests(folder.path()),
            principal: Some(owner()),
            router: OnceLock::new(),
            transcript: String::new(),
            folder,
        }
    }

    /// From now on requests come from this principal.
    pub(in crate::api) fn act_as(&mut self, principal: Principal) {
        self.principal = Some(principal);
        self.router = OnceLock::new();
    }

    /// From now on requests come from whoever their credentials say.
    pub(in crate::api) fn act_by_credentials(&mut self) {
        self.principal = None;
        self.router = OnceLock::new();
    }

    /// From now on requests of the same principal are answered by these routes alone.
    pub(in crate::api) fn answer_by(&mut self, router: Router) {
        self.router = OnceLock::from(router);
    }

    /// From now on whatever is new, of any kind, has this id and the following ones.
    pub(in crate::api) fn next_ids(&self, id: i64) {
        let connection = self.connection();
        for table in mercer_store::schema::schema().tables {
            for statement in [
                "DELETE FROM sqlite_sequence WHERE name = ?1",
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)",
            ] {
                let values: &[&dyn rusqlite::ToSql] = &[&table.name, &(id - 1)];
                let values = &values[..statement.matches('?').count()];
                connection.execute(statement, values).expect("it is set");
            }
        }
    }

    /// A connection of one's own to the database.
    pub(in crate::api) fn connection(&self) -> rusqlite::Connection {
        let file = self.folder.path().join("mercer.db");
        rusqlite::Connection::open(file).expect("it opens")
    }

    /// Where mail is put.
    pub(in crate::api) fn mail_folder(&self) -> std::path::PathBuf {
        self.folder.path().join("mail")
    }

    /// The keys, and how the store is reached: `https://shop.test`.
    pub(in crate::api) fn authentication(&self) -> &Authentication {
        &self.authentication
    }

    /// Sends a request such as `GET /v1/products`, with headers and a JSON body (null for none).
    pub(in crate::api) async fn send(
        &self,
        request: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answered {
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let mut builder = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let text = if body.is_null() {
            String::new()
        } else {
            builder = builder.header("content-type", content_type(method));
            body.to_string()
        };
        let request = builder.body(Body::from(text)).expect("a request");
        self.answer(request).await
    }

    /// Sends a form, as browsers and OAuth clients do.
    pub(in crate::api) async fn send_form(
        &self,
        request: &str,
        headers: &[(&str, String)],
        form: &str,
    ) -> Answered {
        let (method, path) = request.split_once(' ').expect("a method and a path");
        let mut builder = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            builder = builder.header(*name, value);
        }
        let builder = builder.header("content-type", "application/x-www-form-urlencoded");
        let request = builder
            .body(Body::from(form.to_owned()))
            .expect("a request");
        self.answer(request).await
    }

    async fn answer(&self, request: Request<Body>) -> Answered {
        let router = self.router.get_or_init(|| self.router(Options::default()));
        let response = router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.expect("a body");
        let content_type = parts.headers.get("content-type");
        let content_type = content_type.and_then(|text| text.to_str().ok());
        let is_json = content_type.is_some_and(|text| text.contains("json"));
        let body = if bytes.is_empty() {
            Value::Null
        } else if is_json {
            serde_json::from_slice(&bytes).expect("JSON")
        } else {
            String::from_utf8_lossy(&bytes).into_owned().into()
        };
        Answered {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }

    /// The whole HTTP interface, for tests that put it behind a socket.
    pub(in crate::api) fn router(&self, options: Options) -> Router {
        router_of(&self.api(options))
    }

    /// What its requests share.
    pub(in crate::api) fn api(&self, options: Options) -> Api {
        let api = Api::new(&self.store, self.authentication.clone(), options);
        match self.principal.clone() {
            Some(principal) => api.acting_as(principal),
            None => api,
        }
    }

    /// The same without headers.
    pub(in crate::api) async fn ask(&self, request: &str, body: Value) -> Answered {
        self.send(request, &[], &body).await
    }

    /// Sends a request and writes it and its whole answer into the transcript.
    pub(in crate::api) async fn tell(
        &mut self,
        request: &str,
        headers: &[(&str, &str)],
        body: Value,
    ) -> Answered {
        let answered = self.send(request, headers, &body).await;
        let mut lines = vec![format!("> {request}")];
        for (name, value) in headers {
            lines.push(format!("> {name}: {value}"));
        }
        if !body.is_null() {
            lines.push(format!("> {body}"));
        }
        lines.push(answered.status.as_u16().to_string());
        for name in [
            "location",
            "etag",
            "link",
            "retry-after",
            "idempotent-replayed",
        ] {
            let value = answered.header(name);
            if !value.is_empty() {
                lines.push(format!("{name}: {value}"));
            }
        }
        if !answered.body.is_null() {
            let body = serde_json::to_string_pretty(&answered.body).expect("JSON");
            lines.push(body);
        }
        self.transcript += &lines.join("\n");
        self.transcript += "\n\n";
        answered
    }

    /// Compares the transcript with `tests/snapshots/api/{name}.txt`, which `UPDATE_SNAPSHOTS=1`
    /// writes.
    pub(in crate::api) fn check(&self, name: &str) {
        TestApi::check_text(name, &self.transcript);
    }

    /// The same with any text.
    pub(in crate::api) fn check_text(name: &str, text: &str) {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/snapshots/api");
        let file = format!("{folder}/{name}.txt");
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            std::fs::create_dir_all(folder).expect("a folder");
            std::fs::write(&file, text).expect("it can be written");
            return;
        }
        let kept = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(
            kept == text,
            "{name} differs; if the new one is right, run with UPDATE_SNAPSHOTS=1:\n{text}"
        );
    }
}

/// Somebody who may do everything.
pub(in crate::api) fn owner() -> Principal {
    staff(Role::Owner)
}

/// Somebody of the staff.
pub(in crate::api) fn staff(role: Role) -> Principal {
    Principal::User {
        id: 1,
        username: "olga".to_owned(),
        role,
        scopes: None,
        session_id: 0,
    }
}

/// A customer of the shop.
pub(in crate::api) fn customer(id: i64) -> Principal {
    Principal::Customer {
        id,
        username: format!("customer{id}"),
        scopes: None,
        session_id: 0,
    }
}

/// A program with these scopes.
pub(in crate::api) fn machine(scopes: &[Permission]) -> Principal {
    Principal::Machine {
        by: Credential::ApiKey(1),
        name: "till-3".to_owned(),
        scopes: scopes.to_vec(),
    }
}

fn content_type(method: &str) -> &'static str {
    if method == "PATCH" {
        "application/merge-patch+json"
    } else {
        "application/json"
    }
}
