//! Facts about who is signed in, on every database.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use futures_util::future::join_all;

use super::{
    EndReason, Lifetime, PasswordStamp, SessionError, StartSession, Started, Subject, authenticate,
    end, end_all_of, end_one_of, list_of, refresh, start, sweep,
};
use crate::customers::{self, Cascade, UpdateCustomer};
use crate::patch::Patch;
use crate::staff::{self, Permission, Role};
use crate::tests::reception::{Reception, hired, password, receptions, registered};
use crate::{Principal, Store};

async fn signed_in(store: &Store, subject: Subject) -> Started {
    start(store, StartSession::of(subject)).await.unwrap()
}

async fn who(shop: &Reception, started: &Started) -> Principal {
    authenticate(&shop.store, &started.session.public_id)
        .await
        .unwrap()
}

async fn assert_over(shop: &Reception, started: &Started) {
    let who = who(shop, started).await;
    assert_eq!(who, Principal::Anonymous, "{}", shop.kind());
    let refused = refresh(&shop.store, started.refresh_token.reveal()).await;
    assert!(refused.is_err(), "{}: {refused:?}", shop.kind());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_tells_who_holds_it_until_it_is_ended() {
    for shop in receptions().await {
        let user = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        let expected = Principal::User {
            id: shop.vera.id,
            username: "vera".to_owned(),
            role: Role::Owner,
            scopes: None,
            session_id: user.session.id,
        };
        assert_eq!(who(&shop, &user).await, expected, "{}", shop.kind());
        let customer = signed_in(&shop.store, Subject::Customer(shop.ada.id)).await;
        let expected = Principal::Customer {
            id: shop.ada.id,
            username: "ada".to_owned(),
            scopes: None,
            session_id: customer.session.id,
        };
        assert_eq!(who(&shop, &customer).await, expected);
        let public_id = &user.session.public_id;
        assert_eq!(
            (public_id.len(), user.refresh_token.reveal().len()),
            (32, 97)
        );
        assert!(end(&shop.store, public_id).await.unwrap());
        assert!(!end(&shop.store, public_id).await.unwrap());
        assert!(!end(&shop.store, "nobody").await.unwrap());
        assert_over(&shop, &user).await;
        assert_eq!(who(&shop, &customer).await, expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refresh_token_gives_the_next_one_and_a_second_time_ends_the_session() {
    for shop in receptions().await {
        let started = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        let first = started.refresh_token.reveal();
        let second = refresh(&shop.store, first).await.unwrap();
        assert_eq!(second.session.id, started.session.id);
        assert_eq!(second.principal.actor(), "vera");
        let second = second.refresh_token;
        assert_ne!(second.reveal(), first);
        let third = refresh(&shop.store, second.reveal()).await.unwrap();
        // Somebody has the first one still.
        let stolen = refresh(&shop.store, first).await;
        assert!(matches!(stolen, Err(SessionError::Reused)), "{stolen:?}");
        assert_over(&shop, &started).await;
        let newest = refresh(&shop.store, third.refresh_token.reveal()).await;
        assert!(matches!(newest, Err(SessionError::Over)), "{newest:?}");
        let ended = shop.told("sessions.end").await;
        assert_eq!(ended.len(), 1, "{ended:?}");
        assert!(ended[0].3.contains("token_reused"), "{ended:?}");
        for nonsense in ["", ".", "nonsense", "a.b"] {
            let refused = refresh(&shop.store, nonsense).await;
            assert!(matches!(refused, Err(SessionError::UnknownToken)));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_who_refresh_at_the_same_moment_one_wins_and_the_session_ends() {
    for shop in receptions().await {
        let started = signed_in(&shop.store, Subject::Customer(shop.ada.id)).await;
        let token = started.refresh_token.reveal();
        let all = join_all((0..8).map(|_| refresh(&shop.store, token))).await;
        let won: Vec<_> = all.iter().filter_map(|one| one.as_ref().ok()).collect();
        assert_eq!(won.len(), 1, "{}: {all:?}", shop.kind());
        let reused = |one: &&Result<_, _>| matches!(one, Err(SessionError::Reused));
        assert!(all.iter().filter(reused).count() > 0, "{all:?}");
        assert_over(&shop, &started).await;
        let next = refresh(&shop.store, won[0].refresh_token.reveal()).await;
        assert!(matches!(next, Err(SessionError::Over)), "{next:?}");
        assert_eq!(shop.told("sessions.end").await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_after_the_other_nobody_is_taken_for_a_thief() {
    for shop in receptions().await {
        let mut token = signed_in(&shop.store, Subject::User(shop.vera.id))
            .await
            .refresh_token;
        for _ in 0..5 {
            token = refresh(&shop.store, token.reveal())
                .await
                .unwrap()
                .refresh_token;
        }
        assert!(shop.told("sessions.end").await.is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_password_ends_every_session_that_began_with_the_old_one() {
    for shop in receptions().await {
        let user = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        let customer = signed_in(&shop.store, Subject::Customer(shop.ada.id)).await;
        let new = password("a new password");
        staff::set_password(&shop.store, shop.vera.id, new.clone(), None)
            .await
            .unwrap();
        assert_over(&shop, &user).await;
        assert_ne!(who(&shop, &customer).await, Principal::Anonymous);
        let update = UpdateCustomer {
            password: Patch::Set(new),
            ..UpdateCustomer::default()
        };
        customers::update(&shop.store, shop.ada.id, update)
            .await
            .unwrap();
        assert_over(&shop, &customer).await;
        let again = signed_in(&shop.store, Subject::Customer(shop.ada.id)).await;
        assert_ne!(who(&shop, &again).await, Principal::Anonymous);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_name_or_role_ends_no_session_and_is_seen_at_once() {
    for shop in receptions().await {
        let bob = hired(&shop.store, "bob", Role::Clerk).await;
        let started = signed_in(&shop.store, Subject::User(bob.id)).await;
        assert!(!who(&shop, &started).await.may(Permission::PricesWrite));
        let promoted = staff::ChangeRole {
            expected_version: None,
            role: Role::Manager,
        };
        staff::change_role(&shop.store, bob.id, promoted)
            .await
            .unwrap();
        assert!(who(&shop, &started).await.may(Permission::PricesWrite));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_may_not_sign_in_any_more_is_nobody_at_the_next_request() {
    for shop in receptions().await {
        let store = &shop.store;
        let bob = hired(store, "bob", Role::Clerk).await;
        let session = signed_in(store, Subject::User(bob.id)).await;
        staff::deactivate(store, bob.id, None).await.unwrap();
        assert_over(&shop, &session).await;
        let refused = start(store, StartSession::of(Subject::User(bob.id))).await;
        assert!(matches!(refused, Err(SessionError::NotAllowed(_))));
        // The attempt to refresh has ended it for good.
        staff::activate(store, bob.id, None).await.unwrap();
        assert_over(&shop, &session).await;
        let session = signed_in(store, Subject::User(bob.id)).await;
        staff::delete(store, bob.id, None).await.unwrap();
        assert_over(&shop, &session).await;

        let session = signed_in(store, Subject::Customer(shop.ada.id)).await;
        customers::erase(store, shop.ada.id, None).await.unwrap();
        assert_over(&shop, &session).await;
        let refused = start(store, StartSession::of(Subject::Customer(shop.ada.id))).await;
        assert!(matches!(refused, Err(SessionError::NotAllowed(_))));
        let tom = registered(store, "tom", false).await;
        let session = signed_in(store, Subject::Customer(tom.id)).await;
        customers::delete(store, tom.id, Cascade::Refuse, None)
            .await
            .unwrap();
        assert_over(&shop, &session).await;
        let refused = start(store, StartSession::of(Subject::Customer(tom.id))).await;
        assert!(matches!(refused, Err(SessionError::NotAllowed(_))));
        // Nothing of the customers stays, such as where they signed in from.
        let left = shop
            .number("SELECT COUNT(*) AS n FROM sessions WHERE customer_id IS NOT NULL")
            .await;
        assert_eq!(left, 0, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_customer_without_a_password_is_signed_in_until_they_get_one() {
    for shop in receptions().await {
        let tom = registered(&shop.store, "tom", false).await;
        let session = signed_in(&shop.store, Subject::Customer(tom.id)).await;
        assert_eq!(
            who(&shop, &session).await.actor(),
            format!("customer {}", tom.id)
        );
        let update = UpdateCustomer {
            password: Patch::Set(password("the first one")),
            ..UpdateCustomer::default()
        };
        customers::update(&shop.store, tom.id, update)
            .await
            .unwrap();
        assert_over(&shop, &session).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_begins_with_a_password_changed_meanwhile_is_over() {
    for shop in receptions().await {
        let checked = PasswordStamp::of(Some(&shop.vera.password_hash));
        let input = StartSession {
            password_stamp: Some(checked),
            ..StartSession::of(Subject::User(shop.vera.id))
        };
        let in_time = start(&shop.store, input.clone()).await.unwrap();
        assert_ne!(who(&shop, &in_time).await, Principal::Anonymous);
        staff::set_password(&shop.store, shop.vera.id, password("a new password"), None)
            .await
            .unwrap();
        let late = start(&shop.store, input).await.unwrap();
        assert_over(&shop, &late).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_while_it_is_refreshed_and_no_longer_than_it_may() {
    for shop in receptions().await {
        let started = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        let idle = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        let begun = shop.store.now();
        let mut token = started.refresh_token.clone();
        for _ in 0..3 {
            shop.later(TimeDelta::days(29));
            token = refresh(&shop.store, token.reveal())
                .await
                .unwrap()
                .refresh_token;
        }
        assert_over(&shop, &idle).await;
        assert_ne!(who(&shop, &started).await, Principal::Anonymous);
        shop.clock.set(begun + TimeDelta::days(90));
        assert_eq!(who(&shop, &started).await, Principal::Anonymous);
        let late = refresh(&shop.store, token.reveal()).await;
        assert!(matches!(late, Err(SessionError::Over)), "{late:?}");

        let short = StartSession {
            lifetime: Lifetime {
                idle: TimeDelta::minutes(30),
                absolute: TimeDelta::hours(8),
            },
            ..StartSession::of(Subject::User(shop.vera.id))
        };
        let short = start(&shop.store, short).await.unwrap();
        shop.later(TimeDelta::minutes(29));
        assert_ne!(who(&shop, &short).await, Principal::Anonymous);
        shop.later(TimeDelta::minutes(1));
        assert_over(&shop, &short).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sessions_are_listed_and_ended_by_whose_they_are() {
    for shop in receptions().await {
        let store = &shop.store;
        let (vera, ada) = (Subject::User(shop.vera.id), Subject::Customer(shop.ada.id));
        let input = StartSession {
            user_agent: Some(format!("Browser\u{7} {}", "x".repeat(300))),
            ip_address: Some("2001:db8::1".parse().unwrap()),
            ..StartSession::of(vera)
        };
        let first = start(store, input).await.unwrap();
        let agent = first.session.user_agent.clone().unwrap();
        assert_eq!((agent.len(), &agent[..9]), (200, "Browser x"));
        assert_eq!(first.session.ip_address.as_deref(), Some("2001:db8::1"));
        let second = signed_in(store, vera).await;
        let other = signed_in(store, ada).await;
        let ids = |sessions: Vec<super::Session>| -> Vec<i64> {
            sessions.iter().map(|session| session.id).collect()
        };
        let listed = ids(list_of(store, vera).await.unwrap());
        assert_eq!(listed, [second.session.id, first.session.id]);
        let refused = end_one_of(store, vera, other.session.id).await;
        assert!(matches!(refused, Err(SessionError::NotFound(_))));
        assert!(end_one_of(store, vera, first.session.id).await.unwrap());
        assert_eq!(
            ids(list_of(store, vera).await.unwrap()),
            [second.session.id]
        );
        signed_in(store, vera).await;
        assert_eq!(end_all_of(store, vera).await.unwrap(), 2);
        assert_eq!(end_all_of(store, vera).await.unwrap(), 0);
        assert!(list_of(store, vera).await.unwrap().is_empty());
        assert_over(&shop, &second).await;
        assert_eq!(ids(list_of(store, ada).await.unwrap()), [other.session.id]);
        let reason = EndReason::AllEnded.as_str();
        let sql = format!("SELECT COUNT(*) AS n FROM sessions WHERE end_reason = '{reason}'");
        assert_eq!(shop.number(&sql).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_acts_for_somebody_may_no_more_than_it_was_allowed() {
    for shop in receptions().await {
        shop.place
            .execute(
                "INSERT INTO oauth_clients (id, client_id, name, kind, redirect_uris, scopes, \
                 active, created_at, updated_at, version) VALUES (1, 'c', 'till', 'public', '', '', \
                 TRUE, '2026-01-01 00:00:00', '2026-01-01 00:00:00', 1)",
            )
            .await;
        let input = StartSession {
            client: Some(super::ForClient {
                id: 1,
                scopes: vec![Permission::OrdersRead],
            }),
            ..StartSession::of(Subject::User(shop.vera.id))
        };
        let started = start(&shop.store, input).await.unwrap();
        let holder = who(&shop, &started).await;
        assert!(holder.may(Permission::OrdersRead));
        assert!(!holder.may(Permission::OrdersPlace));
        let acting = shop.store.acting_as_principal(holder);
        assert!(acting.holds(Permission::OrdersRead));
        assert!(!acting.holds(Permission::OrdersPlace));
        assert_eq!(&*acting.actor(), "vera");
        shop.place
            .execute("UPDATE oauth_clients SET active = FALSE")
            .await;
        assert_over(&shop, &started).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_is_kept_lets_anybody_in_and_the_log_tells_who_signed_in() {
    for shop in receptions().await {
        let input = StartSession {
            ip_address: Some("192.0.2.7".parse().unwrap()),
            ..StartSession::of(Subject::Customer(shop.ada.id))
        };
        let started = start(&shop.store, input).await.unwrap();
        let kept = shop.every_text_of("sessions").await;
        assert!(kept.contains(&started.session.public_id));
        for part in started.refresh_token.reveal().split('.') {
            assert!(!kept.contains(part), "{}", shop.kind());
        }
        end(&shop.store, &started.session.public_id).await.unwrap();
        let told = shop.told("sessions").await;
        let subject = format!("session {}", started.session.id);
        let actor = format!("customer {}", shop.ada.id);
        assert_eq!((&told[0].0, &told[0].2), (&actor, &subject));
        assert_eq!(told[0].1, "sessions.start");
        assert_eq!((told[1].1.as_str(), &told[1].2), ("sessions.end", &subject));
        for row in &told {
            assert!(!row.3.contains("192.0.2.7"), "{row:?}");
            assert!(!row.3.contains(&started.session.public_id), "{row:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_long_over_is_swept_and_what_is_not_stays() {
    for shop in receptions().await {
        let ended = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        end(&shop.store, &ended.session.public_id).await.unwrap();
        shop.later(TimeDelta::days(10));
        let open = signed_in(&shop.store, Subject::User(shop.vera.id)).await;
        shop.later(TimeDelta::days(20));
        assert_eq!(sweep(&shop.store).await.unwrap(), 0);
        shop.later(TimeDelta::seconds(1));
        assert_eq!(sweep(&shop.store).await.unwrap(), 1);
        assert_ne!(who(&shop, &open).await, Principal::Anonymous);
        shop.later(TimeDelta::days(40));
        assert_eq!(sweep(&shop.store).await.unwrap(), 1);
    }
}
