//! Facts about the people who work in the shop.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{refused, shops};
use crate::staff_room::{hired, password, person, signing_in};
use futures_util::future::join_all;
use mercer_store::audit::{self, ListEntries};
use mercer_store::patch::Patch;
use mercer_store::staff::{
    self, ChangeRole, CreateUser, ListUsers, Role, StaffError, UpdateUser, User,
};
use mercer_store::{Cursor, Invalid, PageRequest, Store};
use serde_json::{Value, json};

fn to(role: Role) -> ChangeRole {
    ChangeRole {
        expected_version: None,
        role,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_added_read_listed_renamed_and_removed() {
    for shop in shops().await {
        let store = &shop.store;
        let ann = hired(&shop, "Ann", Role::Owner).await;
        assert_eq!(ann.username, "ann");
        assert_eq!(ann.email.as_deref(), Some("ann@example.org"));
        assert!(
            ann.password_hash
                .starts_with("$argon2id$v=19$m=19456,t=2,p=1$")
        );
        assert_eq!(
            (ann.active, ann.last_sign_in_at, ann.version),
            (true, None, 1)
        );
        assert_eq!(staff::get(store, ann.id).await.unwrap(), ann);
        for (name, found) in [("ANN", Some(&ann)), ("nobody", None), ("no name", None)] {
            let user = staff::find_by_username(store, name).await.unwrap();
            assert_eq!(user.as_ref(), found, "{name}");
        }
        let bob = hired(&shop, "bob", Role::Clerk).await;
        let page = ListUsers {
            page: PageRequest::first(1),
            ..ListUsers::default()
        };
        let first = staff::list(store, page).await.unwrap();
        assert_eq!(first.items, std::slice::from_ref(&ann));
        assert_eq!(first.next, Some(Cursor::after_id(ann.id)));
        shop.a_minute_later();
        let update = UpdateUser {
            expected_version: Some(1),
            username: Some("Robert".to_owned()),
            email: Patch::Clear,
            last_name: Some("Miller".to_owned()),
            ..UpdateUser::default()
        };
        let renamed = staff::update(store, bob.id, update.clone()).await.unwrap();
        let expected = User {
            username: "robert".to_owned(),
            email: None,
            last_name: "Miller".to_owned(),
            updated_at: store.now(),
            version: 2,
            ..bob.clone()
        };
        assert_eq!(renamed, expected);
        refused!(
            shop,
            staff::update(store, bob.id, update),
            StaffError::VersionConflict(_)
        );
        staff::delete(store, bob.id, None).await.unwrap();
        refused!(shop, staff::get(store, bob.id), StaffError::NotFound(_));
        refused!(
            shop,
            staff::delete(store, bob.id, None),
            StaffError::NotFound(_)
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let new = || person("eve", Role::Viewer);
        for (field, input) in [
            (
                "username",
                CreateUser {
                    username: "e v e".to_owned(),
                    ..new()
                },
            ),
            (
                "email",
                CreateUser {
                    email: Some("eve".to_owned()),
                    ..new()
                },
            ),
            (
                "first_name",
                CreateUser {
                    first_name: " ".to_owned(),
                    ..new()
                },
            ),
            (
                "last_name",
                CreateUser {
                    last_name: "x".repeat(101),
                    ..new()
                },
            ),
            (
                "last_name",
                CreateUser {
                    last_name: "4111 1111 1111 1111".to_owned(),
                    ..new()
                },
            ),
        ] {
            refused!(shop, staff::create(store, input), StaffError::Invalid(Invalid { field: f, .. }) if f == field);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_user_is_not_changed_into_one_that_cannot_be() {
    for shop in shops().await {
        let store = &shop.store;
        let bob = hired(&shop, "bob", Role::Clerk).await;
        for (field, input) in [
            (
                "username",
                UpdateUser {
                    username: Some("e".to_owned()),
                    ..UpdateUser::default()
                },
            ),
            (
                "email",
                UpdateUser {
                    email: Patch::Set("@".to_owned()),
                    ..UpdateUser::default()
                },
            ),
            (
                "first_name",
                UpdateUser {
                    first_name: Some(String::new()),
                    ..UpdateUser::default()
                },
            ),
            (
                "last_name",
                UpdateUser {
                    last_name: Some("4111111111111111".to_owned()),
                    ..UpdateUser::default()
                },
            ),
        ] {
            refused!(shop, staff::update(store, bob.id, input), StaffError::Invalid(Invalid { field: f, .. }) if f == field);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_unique_and_versions_and_users_have_to_be_right() {
    for shop in shops().await {
        let store = &shop.store;
        let ann = hired(&shop, "ann", Role::Owner).await;
        let bob = hired(&shop, "bob", Role::Clerk).await;
        let new = || person("eve", Role::Viewer);
        let taken = CreateUser {
            email: None,
            ..person("ANN", Role::Viewer)
        };
        refused!(shop, staff::create(store, taken), StaffError::UsernameTaken);
        let taken = CreateUser {
            email: Some("Ann@Example.ORG".to_owned()),
            ..new()
        };
        refused!(shop, staff::create(store, taken), StaffError::EmailTaken);
        let taken = UpdateUser {
            username: Some("Ann".to_owned()),
            ..UpdateUser::default()
        };
        refused!(
            shop,
            staff::update(store, bob.id, taken),
            StaffError::UsernameTaken
        );
        refused!(
            shop,
            staff::change_role(store, 99, to(Role::Owner)),
            StaffError::NotFound(99)
        );
        refused!(
            shop,
            staff::change_role(store, 99, to(Role::Clerk)),
            StaffError::NotFound(99)
        );
        refused!(
            shop,
            staff::deactivate(store, 99, None),
            StaffError::NotFound(99)
        );
        refused!(
            shop,
            staff::deactivate(store, bob.id, Some(7)),
            StaffError::VersionConflict(_)
        );
        assert_eq!(staff::get(store, ann.id).await.unwrap(), ann);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_active_owner_stays_one() {
    for shop in shops().await {
        let store = &shop.store;
        let ann = hired(&shop, "ann", Role::Owner).await.id;
        let bob = hired(&shop, "bob", Role::Owner).await.id;
        staff::deactivate(store, bob, None).await.unwrap();
        refused!(
            shop,
            staff::deactivate(store, ann, None),
            StaffError::LastOwner
        );
        refused!(
            shop,
            staff::change_role(store, ann, to(Role::Manager)),
            StaffError::LastOwner
        );
        refused!(shop, staff::delete(store, ann, None), StaffError::LastOwner);
        staff::change_role(store, ann, to(Role::Owner))
            .await
            .unwrap();
        // Who is no active owner may always go.
        staff::change_role(store, bob, to(Role::Viewer))
            .await
            .unwrap();
        staff::change_role(store, bob, to(Role::Owner))
            .await
            .unwrap();
        staff::activate(store, bob, None).await.unwrap();
        staff::change_role(store, ann, to(Role::Manager))
            .await
            .unwrap();
        refused!(shop, staff::delete(store, bob, None), StaffError::LastOwner);
        staff::delete(store, ann, None).await.unwrap();
    }
}

/// Takes the owner away in one of three ways.
async fn go(store: Store, id: i64, way: usize) -> Result<(), StaffError> {
    match way % 3 {
        0 => staff::deactivate(&store, id, None).await.map(drop),
        1 => staff::change_role(&store, id, to(Role::Clerk))
            .await
            .map(drop),
        _ => staff::delete(&store, id, None).await,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_sixteen_owners_who_go_at_the_same_moment_one_stays() {
    for shop in shops().await {
        let second = shop.place.open_again(mercer_testing::options()).await;
        let second = Store::with_shared_clock(second, shop.store.currency(), shop.clock.clone());
        for round in 0..3 {
            let mut owners = Vec::new();
            for number in 0..16 {
                let name = format!("owner{round}-{number}");
                let hash = "hash";
                let sql = format!(
                    "INSERT INTO users (username, password_hash, first_name, last_name, role, \
                     active, created_at, updated_at, version) VALUES ('{name}', '{hash}', 'A', \
                     'B', 'owner', TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)"
                );
                shop.place.execute(&sql).await;
                let find = format!("SELECT id AS n FROM users WHERE username = '{name}'");
                owners.push(shop.number(&find).await);
            }
            let going = owners.into_iter().enumerate().map(|(way, id)| {
                let store = [&shop.store, &second][way % 2].clone();
                tokio::spawn(go(store, id, way))
            });
            let mut stayed = 0;
            for gone in join_all(going).await {
                match gone.unwrap() {
                    Ok(()) => {}
                    Err(StaffError::LastOwner) => stayed += 1,
                    Err(error) => panic!("{}: {error}", shop.kind()),
                }
            }
            assert_eq!(stayed, 1, "{}", shop.kind());
            let left = "SELECT COUNT(*) AS n FROM users WHERE role = 'owner' AND active";
            let left = shop.number(left).await;
            assert_eq!(left, 1, "{}", shop.kind());
            // So that the next round is about its own owners only.
            let none = "UPDATE users SET active = FALSE";
            shop.place.execute(none).await;
        }
        second.database().close().await;
    }
}

/// Action, subject, before and after of what somebody did, oldest first.
async fn told_by(store: &Store, actor: &str) -> Vec<(String, String, Value, Value)> {
    let theirs = ListEntries {
        actor: Some(actor.to_owned()),
        ..ListEntries::default()
    };
    let mut told = audit::list(store, theirs).await.unwrap().items;
    told.reverse();
    let state = |json: Option<mercer_database::Json>| json.map_or(Value::Null, |json| json.0);
    told.into_iter()
        .map(|row| {
            let (before, after) = (state(row.state_before), state(row.state_after));
            (row.action, row.subject, before, after)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_change_is_told_by_whom_and_never_a_password() {
    for shop in shops().await {
        let ann = hired(&shop, "ann", Role::Owner).await;
        let store = shop.store.acting_as_user(&ann);
        assert_eq!((store.role(), &*store.actor()), (Some(Role::Owner), "ann"));
        assert_eq!(store.acting_as("import").role(), None);
        let bob = staff::create(&store, person("bob", Role::Clerk))
            .await
            .unwrap()
            .id;
        let renamed = UpdateUser {
            first_name: Some("Bob".to_owned()),
            ..UpdateUser::default()
        };
        staff::update(&store, bob, renamed).await.unwrap();
        staff::change_role(&store, bob, to(Role::Manager))
            .await
            .unwrap();
        staff::change_role(&store, bob, to(Role::Manager))
            .await
            .unwrap();
        staff::set_password(&store, bob, password("battery staple"), None)
            .await
            .unwrap();
        staff::sign_in(&store, signing_in("bob", "battery staple"))
            .await
            .unwrap();
        staff::deactivate(&store, bob, None).await.unwrap();
        staff::activate(&store, bob, None).await.unwrap();
        staff::delete(&store, bob, None).await.unwrap();
        let told = told_by(&store, "ann").await;
        let whole = |name: &str, role: &str| {
            json!({ "username": "bob", "email": "bob@example.org", "first_name": name,
                "last_name": "Baker", "role": role, "active": true })
        };
        let row = |action: &str, before: Value, after: Value| {
            (
                format!("staff.{action}"),
                format!("user {bob}"),
                before,
                after,
            )
        };
        let expected = [
            row("create", Value::Null, whole("Ann", "clerk")),
            row(
                "update",
                json!({ "first_name": "Ann" }),
                json!({ "first_name": "Bob" }),
            ),
            row(
                "change_role",
                json!({ "role": "clerk" }),
                json!({ "role": "manager" }),
            ),
            row(
                "set_password",
                json!({ "password": "set" }),
                json!({ "password": "changed" }),
            ),
            row(
                "deactivate",
                json!({ "active": true }),
                json!({ "active": false }),
            ),
            row(
                "activate",
                json!({ "active": false }),
                json!({ "active": true }),
            ),
            row("delete", whole("Bob", "manager"), Value::Null),
        ];
        assert_eq!(told, expected, "{}", shop.kind());
    }
}
