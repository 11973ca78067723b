//! Facts about how users sign in.
#![allow(clippy::unwrap_used)]

use std::time::{Duration, Instant};

use crate::empty_shop::{Shop, refused, shops};
use crate::staff_room::{hired, password, signing_in};
use mercer_store::password::Password;
use mercer_store::staff::{self, ChangePassword, Role, StaffError, User};

#[tokio::test(flavor = "multi_thread")]
async fn only_active_users_sign_in_with_name_or_address_and_password() {
    for shop in shops().await {
        let store = &shop.store;
        hired(&shop, "ann", Role::Owner).await;
        let bob = hired(&shop, "bob", Role::Clerk).await;
        shop.a_minute_later();
        for name in ["bob", "BOB", "Bob@example.org"] {
            let user = staff::sign_in(store, signing_in(name, "correct horse"))
                .await
                .unwrap();
            let expected = User {
                last_sign_in_at: Some(store.now()),
                ..bob.clone()
            };
            assert_eq!(user, expected, "{}: {name}", shop.kind());
        }
        for (name, text) in [
            ("bob", "wrong horse"),
            ("eve", "correct horse"),
            ("", ""),
            ("@", "x"),
        ] {
            refused!(
                shop,
                staff::sign_in(store, signing_in(name, text)),
                StaffError::WrongSignIn
            );
        }
        staff::deactivate(store, bob.id, None).await.unwrap();
        let right = || signing_in("bob", "correct horse");
        refused!(
            shop,
            staff::sign_in(store, right()),
            StaffError::WrongSignIn
        );
        staff::activate(store, bob.id, None).await.unwrap();
        staff::sign_in(store, right()).await.unwrap();
    }
}

/// How long a refused sign-in takes: the quickest of some, so that a busy machine does not decide.
async fn quickest(shop: &Shop, name: &str, text: &str) -> Duration {
    let mut quickest = Duration::MAX;
    for _ in 0..5 {
        let started = Instant::now();
        let refused = staff::sign_in(&shop.store, signing_in(name, text)).await;
        assert!(
            matches!(refused, Err(StaffError::WrongSignIn)),
            "{refused:?}"
        );
        quickest = quickest.min(started.elapsed());
    }
    quickest
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_sign_in_takes_no_less_when_the_name_is_unknown_or_inactive() {
    for shop in shops().await {
        hired(&shop, "ann", Role::Owner).await;
        let bob = hired(&shop, "bob", Role::Clerk).await;
        staff::deactivate(&shop.store, bob.id, None).await.unwrap();
        // Without the work for nothing it would be a hundredth.
        for (name, text) in [
            ("eve", "wrong horse"),
            ("bob", "correct horse"),
            ("no name!", "x"),
        ] {
            let (mut known, mut other) = (Duration::MAX, Duration::ZERO);
            for _ in 0..5 {
                // Both anew: how busy the machine is changes from one try to the next.
                known = quickest(&shop, "ann", "wrong horse").await;
                other = quickest(&shop, name, text).await;
                if other * 2 > known {
                    break;
                }
            }
            assert!(
                other * 2 > known,
                "{}: {name}: {other:?}, {known:?}",
                shop.kind()
            );
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_changed_by_who_knows_them_and_set_by_others() {
    for shop in shops().await {
        let store = &shop.store;
        let ann = hired(&shop, "ann", Role::Owner).await.id;
        let change = |current: &str| ChangePassword {
            current: Password::claimed(current).unwrap(),
            new: password("battery staple"),
        };
        let wrong = staff::change_password(store, ann, change("wrong"));
        refused!(shop, wrong, StaffError::WrongPassword);
        let missing = staff::change_password(store, 99, change("wrong"));
        refused!(shop, missing, StaffError::NotFound(99));
        let changed = staff::change_password(store, ann, change("correct horse"))
            .await
            .unwrap();
        assert_eq!(changed.version, 2);
        staff::sign_in(store, signing_in("ann", "battery staple"))
            .await
            .unwrap();
        staff::set_password(store, ann, password("staple battery"), None)
            .await
            .unwrap();
        let old = staff::sign_in(store, signing_in("ann", "battery staple"));
        refused!(shop, old, StaffError::WrongSignIn);
        staff::sign_in(store, signing_in("ann", "staple battery"))
            .await
            .unwrap();
        let missing = staff::set_password(store, 99, password("staple battery"), None);
        refused!(shop, missing, StaffError::NotFound(99));
    }
}
