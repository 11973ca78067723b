//! Facts about keys of programs, on every database.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;

use super::{ApiKeyError, CreateApiKey, authenticate, create, get, list, revoke};
use crate::principal::Credential;
use crate::staff::{Permission, Role};
use crate::tests::reception::{Reception, hired, receptions};
use crate::{Invalid, PageRequest, Principal};

fn till(name: &str) -> CreateApiKey {
    CreateApiKey {
        name: name.to_owned(),
        scopes: vec![Permission::OrdersPlace, Permission::CatalogueRead],
        expires_at: None,
    }
}

async fn who(shop: &Reception, key: &str) -> Principal {
    authenticate(&shop.store, key).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_tells_which_program_it_is_and_what_it_may_do() {
    for shop in receptions().await {
        let store = shop.store.acting_as_user(&shop.vera);
        let made = create(&store, till("till-3")).await.unwrap();
        let shown = made.secret.reveal();
        let begin = format!("mercer_{}_", made.key.public_id);
        assert!(shown.starts_with(&begin), "{shown}");
        assert_eq!(shown.len(), begin.len() + 64);
        assert_eq!(made.key.created_by, "vera");
        let principal = who(&shop, shown).await;
        let expected = Principal::Machine {
            by: Credential::ApiKey(made.key.id),
            name: "till-3".to_owned(),
            scopes: vec![Permission::CatalogueRead, Permission::OrdersPlace],
        };
        assert_eq!(principal, expected, "{}", shop.kind());
        assert!(principal.may(Permission::OrdersPlace));
        assert!(!principal.may(Permission::OrdersRead));
        let acting = shop.store.acting_as_principal(principal);
        assert_eq!(&*acting.actor(), "api_key till-3");
        let kept = shop.every_text_of("api_keys").await;
        assert!(kept.contains(&made.key.secret_hash));
        assert!(!kept.contains(&shown[begin.len()..]), "{kept}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_quite_a_key_is_nobody() {
    for shop in receptions().await {
        let made = create(&shop.store, till("till")).await.unwrap();
        let shown = made.secret.reveal();
        let other = create(&shop.store, till("other")).await.unwrap();
        let (_, others_secret) = other.secret.reveal().rsplit_once('_').unwrap();
        let swapped = format!("mercer_{}_{others_secret}", made.key.public_id);
        let hash = format!("mercer_{}_{}", made.key.public_id, made.key.secret_hash);
        let longer = format!("{shown}0");
        let other_prefix = shown.replacen("mercer", "marcer", 1);
        for wrong in [
            "",
            "mercer",
            "mercer__",
            "mercer_0123456789abcdef_0",
            &shown[..shown.len() - 1],
            &longer,
            &swapped,
            &hash,
            &other_prefix,
        ] {
            assert_eq!(who(&shop, wrong).await, Principal::Anonymous, "{wrong}");
        }
        assert_ne!(who(&shop, shown).await, Principal::Anonymous);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_is_good_for_nothing_from_the_next_request_on() {
    for shop in receptions().await {
        let made = create(&shop.store, till("till")).await.unwrap();
        let other = create(&shop.store, till("other")).await.unwrap();
        assert_ne!(who(&shop, made.secret.reveal()).await, Principal::Anonymous);
        let revoked = revoke(&shop.store, made.key.id).await.unwrap();
        assert_eq!(revoked.revoked_at, Some(shop.store.now()));
        assert_eq!(who(&shop, made.secret.reveal()).await, Principal::Anonymous);
        assert_ne!(
            who(&shop, other.secret.reveal()).await,
            Principal::Anonymous
        );
        shop.later(TimeDelta::hours(1));
        let again = revoke(&shop.store, made.key.id).await.unwrap();
        assert_eq!(again.revoked_at, revoked.revoked_at);
        let told: Vec<_> = shop.told("api_keys").await;
        let actions: Vec<_> = told.iter().map(|row| row.1.as_str()).collect();
        let expected = ["api_keys.create", "api_keys.create", "api_keys.revoke"];
        assert_eq!(actions, expected);
        for row in &told {
            assert!(!row.3.contains(&made.key.secret_hash), "{row:?}");
        }
        let missing = revoke(&shop.store, 99).await;
        assert!(matches!(missing, Err(ApiKeyError::NotFound(99))));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_expires_when_it_says() {
    for shop in receptions().await {
        let until = shop.store.now() + TimeDelta::days(1);
        let input = CreateApiKey {
            expires_at: Some(until),
            ..till("till")
        };
        let made = create(&shop.store, input.clone()).await.unwrap();
        shop.clock.set(until - TimeDelta::seconds(1));
        assert_ne!(who(&shop, made.secret.reveal()).await, Principal::Anonymous);
        shop.clock.set(until);
        assert_eq!(who(&shop, made.secret.reveal()).await, Principal::Anonymous);
        let past = create(
            &shop.store,
            CreateApiKey {
                name: "late".to_owned(),
                ..input
            },
        )
        .await;
        let Err(ApiKeyError::Invalid(Invalid { field, .. })) = past else {
            panic!("{past:?}");
        };
        assert_eq!(field, "expires_at");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_gives_a_key_what_they_do_not_have() {
    for shop in receptions().await {
        let bob = hired(&shop.store, "bob", Role::Clerk).await;
        let bob = shop.store.acting_as_user(&bob);
        create(&bob, till("till")).await.unwrap();
        let prices = CreateApiKey {
            scopes: vec![Permission::CatalogueRead, Permission::PricesWrite],
            ..till("prices")
        };
        let refused = create(&bob, prices.clone()).await;
        let lacking = Permission::PricesWrite;
        assert!(matches!(refused, Err(ApiKeyError::ScopeNotHeld(p)) if p == lacking));
        // Neither does a key give more than itself has, nor a customer anything.
        let machine = Principal::Machine {
            by: Credential::ApiKey(1),
            name: "till".to_owned(),
            scopes: vec![Permission::CatalogueRead],
        };
        let customer = Principal::Customer {
            id: shop.ada.id,
            username: "ada".to_owned(),
            scopes: None,
            session_id: 1,
        };
        for principal in [machine, customer, Principal::Anonymous] {
            let store = shop.store.acting_as_principal(principal);
            let refused = create(&store, prices.clone()).await;
            assert!(matches!(refused, Err(ApiKeyError::ScopeNotHeld(_))));
        }
        // The owner of the machine has everything.
        create(&shop.store, prices).await.unwrap();
        let nothing = CreateApiKey {
            scopes: Vec::new(),
            ..till("nothing")
        };
        let refused = create(&shop.store, nothing).await;
        assert!(matches!(refused, Err(ApiKeyError::Invalid(i)) if i.field == "scopes"));
        let taken = create(&shop.store, till("till")).await;
        assert!(matches!(taken, Err(ApiKeyError::NameTaken)), "{taken:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_use_is_noted_once_a_minute() {
    for shop in receptions().await {
        let made = create(&shop.store, till("till")).await.unwrap();
        let key = made.secret.reveal();
        let last_use = || async { get(&shop.store, made.key.id).await.unwrap().last_used_at };
        assert_eq!(last_use().await, None);
        let first = shop.store.now();
        who(&shop, key).await;
        assert_eq!(last_use().await, Some(first));
        shop.later(TimeDelta::seconds(59));
        who(&shop, key).await;
        assert_eq!(last_use().await, Some(first));
        shop.later(TimeDelta::seconds(1));
        who(&shop, key).await;
        assert_eq!(last_use().await, Some(shop.store.now()));
        let page = PageRequest::first(5);
        assert_eq!(list(&shop.store, page).await.unwrap().items.len(), 1);
    }
}
