//! The one way to add a route: with who may use it.
//!
//! What it takes is asked before anything of the request's body is read.

use axum::Router;
use axum::extract::{Request, State};
use axum::handler::Handler;
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{MethodFilter, on};
use mercer_store::Store;
use mercer_store::staff::{Permission, require};

use super::Answer;

/// Who may use a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Everybody: it tells nothing of the shop.
    Anybody,
    /// Of the staff, those who have this permission.
    Staff(Permission),
}

/// Routes, each of them with who may use it.
pub(super) struct Routes {
    router: Router<Store>,
    principal: Store,
}

impl Routes {
    /// None yet. The principal is whoever requests act as.
    pub(super) fn new(principal: &Store) -> Self {
        Routes {
            router: Router::new(),
            principal: principal.clone(),
        }
    }

    /// Adds one.
    pub(super) fn route<H, T>(
        self,
        path: &str,
        method: MethodFilter,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Store>,
        T: 'static,
    {
        let asked = (self.principal.clone(), access);
        let guard = middleware::from_fn_with_state(asked, permitted);
        Routes {
            router: self
                .router
                .route(path, on(method, handler).route_layer(guard)),
            ..self
        }
    }

    /// All of them.
    pub(super) fn into_router(self) -> Router<Store> {
        self.router
    }
}

/// Lets a request pass whose principal has the permission, or is none of the staff.
async fn permitted(
    State((principal, access)): State<(Store, Access)>,
    request: Request,
    next: Next,
) -> Answer<Response> {
    if let (Access::Staff(permission), Some(role)) = (access, principal.role()) {
        require(role, permission)?;
    }
    Ok(next.run(request).await)
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::{Request, StatusCode};
    use mercer_database::{DatabaseUrl, Options};
    use mercer_store::password::Password;
    use mercer_store::staff::{self, CreateUser, Role};
    use mercer_store::{Store, revisions};
    use serde_json::Value;
    use tempfile::TempDir;
    use tower::ServiceExt;

    use crate::api::router::router_acting_as;

    const ORDER: &str = r#"{"customer_id":1,"lines":[{"product_id":1,"quantity":2}]}"#;

    /// An empty store that acts as somebody with this role.
    async fn acting_as(role: Role, folder: &TempDir) -> Store {
        let url = DatabaseUrl::Sqlite(folder.path().join("mercer.db"));
        let options = Options {
            create_if_missing: true,
            ..Options::default()
        };
        let currency = "GBP".parse().expect("a currency");
        let store = Store::open(&url, options, currency)
            .await
            .expect("it opens");
        revisions::bring_to_head(store.database())
            .await
            .expect("the tables can be created");
        let user = CreateUser {
            username: "vera".to_owned(),
            email: None,
            password: Password::parse("correct horse").expect("a password"),
            first_name: "Vera".to_owned(),
            last_name: "Voss".to_owned(),
            role,
        };
        let user = staff::create(&store, user).await.expect("vera is new");
        store.acting_as_user(&user)
    }

    async fn answer(store: &Store, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let router = router_acting_as(store.clone());
        let response = router.oneshot(request).await.expect("an answer");
        let status = response.status();
        let body = to_bytes(response.into_body(), 100_000)
            .await
            .expect("a body");
        (status, serde_json::from_slice(&body).expect("JSON"))
    }

    #[tokio::test]
    async fn a_viewer_reads_and_places_no_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = acting_as(Role::Viewer, &folder).await;

        let (status, page) = answer(&store, "GET", "/v1/products", "").await;
        assert_eq!(
            (status, &page["items"]),
            (StatusCode::OK, &Value::from(Vec::<i64>::new()))
        );

        let (status, problem) = answer(&store, "POST", "/v1/orders", ORDER).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert_eq!(problem["code"], "forbidden");
        assert_eq!(problem["type"], "urn:mercer:problem:forbidden");
        let detail = "a viewer lacks the permission orders.place; an owner, a manager or a clerk \
                      has it";
        assert_eq!(problem["detail"], detail);
        // What the body says is not even looked at.
        let (status, _) = answer(&store, "POST", "/v1/orders", "nonsense").await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        store.database().close().await;
    }

    #[tokio::test]
    async fn a_clerk_may_and_is_told_what_is_wrong_with_the_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = acting_as(Role::Clerk, &folder).await;
        let (status, problem) = answer(&store, "POST", "/v1/orders", ORDER).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{problem}");
        assert_eq!(problem["code"], "invalid");
        store.database().close().await;
    }

    #[tokio::test]
    async fn a_wrong_address_or_method_is_no_question_of_permission() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = acting_as(Role::Viewer, &folder).await;
        let (status, _) = answer(&store, "POST", "/v1/nothing", "").await;
        assert_eq!(status, StatusCode::NOT_FOUND);
        let (status, _) = answer(&store, "DELETE", "/v1/orders", "").await;
        assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED);
        store.database().close().await;
    }
}
