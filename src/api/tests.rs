//! What holds for all routes together.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use mercer_store::staff::{Permission, Role};
use serde_json::Value;

use super::Options;
use super::principal::Principal;
use super::router::routes;
use super::testing::{TestApi, machine, staff};

/// The whole document, as it lies in the repository.
#[tokio::test]
async fn the_document_is_the_one_in_the_repository() {
    let api = TestApi::new().await;
    let (_, document) = routes(&api.api(Options::default())).finish();
    let text = serde_json::to_string_pretty(&document).expect("JSON") + "\n";
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/openapi.json");
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        std::fs::write(file, text).expect("it can be written");
        return;
    }
    let kept = std::fs::read_to_string(file).unwrap_or_default();
    assert!(
        kept == text,
        "docs/openapi.json is of another API; run with UPDATE_SNAPSHOTS=1"
    );
}

#[tokio::test]
async fn router_and_document_have_the_same_routes() {
    let mut api = TestApi::new().await;
    let routes = routes(&api.api(Options::default()));
    let declared: BTreeSet<(String, String)> = routes
        .listed()
        .iter()
        .map(|(method, path, _)| (method.to_string(), (*path).to_owned()))
        .collect();
    assert_eq!(
        declared.len(),
        routes.listed().len(),
        "a route is declared twice"
    );
    let (_, document) = routes.finish();
    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            described.insert((method.to_ascii_uppercase(), path.clone()));
        }
    }
    assert_eq!(declared, described);
    // And each is there: what is not is answered by the fallback, or refused for its method.
    api.act_as(Principal::Anonymous);
    for (method, path) in declared {
        let answered = api
            .ask(&format!("{method} {}", with_ids(&path, 1)), Value::Null)
            .await;
        assert_ne!(
            answered.status,
            StatusCode::METHOD_NOT_ALLOWED,
            "{method} {path}"
        );
        let detail = answered.body["detail"].as_str().unwrap_or_default();
        assert!(
            !detail.starts_with("there is nothing at"),
            "{method} {path}: {detail}"
        );
    }
}

#[tokio::test]
async fn every_operation_has_a_name_of_its_own() {
    let api = TestApi::new().await;
    let (_, document) = routes(&api.api(Options::default())).finish();
    let paths = document["paths"].as_object().expect("paths").values();
    let operations = paths.flat_map(|methods| methods.as_object().expect("methods").values());
    let names: Vec<_> = operations
        .map(|one| one["operationId"].to_string())
        .collect();
    let distinct: BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

/// Every kind of caller but customers, of whom `access/tests.rs` tells.
fn callers() -> Vec<(&'static str, Principal)> {
    vec![
        ("anonymous", Principal::Anonymous),
        ("viewer", staff(Role::Viewer)),
        ("clerk", staff(Role::Clerk)),
        ("manager", staff(Role::Manager)),
        ("owner", staff(Role::Owner)),
    ]
}

/// The one table of who may use which route, as it lies in the repository; and that the guard does
/// what it says.
#[tokio::test]
async fn who_may_use_which_route() {
    let mut api = TestApi::new().await;
    let routes = routes(&api.api(Options::default()));
    let mut may_use = vec![Vec::new(); routes.listed().len()];
    for (name, principal) in callers() {
        api.act_as(principal.clone());
        for ((method, path, access), may_use) in routes.listed().iter().zip(&mut may_use) {
            let refused = is_refused(&api, method, path).await;
            let expected = match (&principal, access.permission()) {
                (Principal::User { role, .. }, Some(permission)) => !role.may(permission),
                (Principal::Anonymous, _) => access.needs_credentials(),
                _ => false,
            };
            assert_eq!(refused, expected, "{name}: {method} {path}");
            if !refused {
                may_use.push(name);
            }
        }
    }
    let mut table = Vec::new();
    for ((method, path, access), may_use) in routes.listed().iter().zip(may_use) {
        table.push(format!("{:<7}{path:<58}{}", method.as_str(), access.told()));
        table.push(format!("{:<7}{}", "", may_use.join(" ")));
    }
    TestApi::check_text("access", &(table.join("\n") + "\n"));
}

#[tokio::test]
async fn a_machine_may_what_its_scopes_say_and_nothing_else() {
    let mut api = TestApi::new().await;
    let routes = routes(&api.api(Options::default()));
    let with_permission = |scope: Option<Permission>| {
        let listed = routes.listed().iter();
        listed.filter_map(move |(method, path, access)| {
            let permission = access.permission()?;
            (scope.is_none() || scope == Some(permission)).then_some((method, *path))
        })
    };
    api.act_as(machine(&[]));
    for (method, path) in with_permission(None) {
        assert!(is_refused(&api, method, path).await, "{method} {path}");
    }
    for word in Permission::WORDS {
        let permission: Permission = word.parse().expect("a permission");
        api.act_as(machine(&[permission]));
        for (method, path) in with_permission(Some(permission)) {
            assert!(!is_refused(&api, method, path).await, "{method} {path}");
        }
    }
}

/// Whether the route asks for credentials or others than these, with an id that nothing has.
async fn is_refused(api: &TestApi, method: &Method, path: &str) -> bool {
    let request = format!("{method} {}", with_ids(path, 999_999));
    let answered = api.ask(&request, Value::Null).await;
    matches!(
        answered.status,
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
    )
}

/// The address with something in the place of its ids.
fn with_ids(path: &str, id: i64) -> String {
    let parts = path.split('/').map(|part| match part.strip_prefix('{') {
        Some(_) => id.to_string(),
        None => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}
