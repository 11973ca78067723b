//! Facts about programs that ask for access, on every database.
#![allow(clippy::unwrap_used)]

use super::{
    ClientKind, CreateOauthClient, Created, OauthClientError, UpdateOauthClient, authenticate,
    create, delete, find, get, identify, list, still_allowed, update,
};
use crate::principal::Credential;
use crate::staff::{Permission, Role};
use crate::tests::reception::{Reception, hired, receptions};
use crate::{PageRequest, Principal};

const BOTH: [Permission; 2] = [Permission::CatalogueRead, Permission::OrdersRead];

fn books(kind: ClientKind) -> CreateOauthClient {
    CreateOauthClient {
        name: "books".to_owned(),
        kind,
        redirect_uris: vec!["https://books.example.com/back".to_owned()],
        scopes: BOTH.to_vec(),
    }
}

async fn confidential(shop: &Reception) -> (Created, String) {
    let created = create(&shop.store, books(ClientKind::Confidential))
        .await
        .unwrap();
    let secret = created.secret.as_ref().unwrap().reveal().to_owned();
    (created, secret)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_gets_what_it_asks_for_and_may_have_by_its_secret() {
    for shop in receptions().await {
        let (created, secret) = confidential(&shop).await;
        let (store, id) = (&shop.store, created.client.client_id.as_str());
        let machine = |scopes: &[Permission]| Principal::Machine {
            by: Credential::OauthClient(created.client.id),
            name: "books".to_owned(),
            scopes: scopes.to_vec(),
        };
        let all = authenticate(store, id, &secret, &[]).await.unwrap();
        assert_eq!(all, machine(&BOTH), "{}", shop.kind());
        let part = authenticate(store, id, &secret, &BOTH[1..]).await.unwrap();
        assert_eq!(part, machine(&BOTH[1..]));
        let more = [Permission::OrdersRead, Permission::OrdersPlace];
        let refused = authenticate(store, id, &secret, &more).await;
        assert!(matches!(
            refused,
            Err(OauthClientError::ScopeNotAllowed(Permission::OrdersPlace))
        ));
        let hash = created.client.secret_hash.as_deref().unwrap();
        for (id, wrong) in [(id, ""), (id, hash), (id, "x"), ("books", &secret)] {
            let refused = authenticate(store, id, wrong, &[]).await;
            assert!(matches!(refused, Err(OauthClientError::WrongCredentials)));
        }
        let refused = identify(store, id, None).await;
        assert!(matches!(refused, Err(OauthClientError::WrongCredentials)));
        let kept = shop.every_text_of("oauth_clients").await;
        assert!(kept.contains(hash) && !kept.contains(&secret));
        let told = shop.told("oauth_clients").await;
        assert!(!format!("{told:?}").contains(hash), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_public_client_has_no_secret_and_gets_nothing_for_itself() {
    for shop in receptions().await {
        let created = create(&shop.store, books(ClientKind::Public))
            .await
            .unwrap();
        assert!(created.secret.is_none() && created.client.secret_hash.is_none());
        let id = created.client.client_id.as_str();
        let identified = identify(&shop.store, id, None).await.unwrap();
        assert_eq!(identified, created.client);
        let refused = authenticate(&shop.store, id, "", &[]).await;
        assert!(matches!(refused, Err(OauthClientError::PublicClient)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_client_may_no_more_it_may_not_at_the_next_request() {
    for shop in receptions().await {
        let (created, secret) = confidential(&shop).await;
        let (store, id) = (&shop.store, created.client.id);
        let client_id = created.client.client_id.as_str();
        let granted = [Permission::OrdersRead];
        let allowed = still_allowed(store, client_id, &granted).await.unwrap();
        assert!(allowed.may(Permission::OrdersRead));
        assert!(!allowed.may(Permission::CatalogueRead));
        let change = |change: UpdateOauthClient| update(store, id, change);
        let fewer = UpdateOauthClient {
            scopes: Some(vec![Permission::CatalogueRead]),
            ..UpdateOauthClient::default()
        };
        let changed = change(fewer).await.unwrap();
        assert_eq!(changed.version, 2);
        let allowed = still_allowed(store, client_id, &granted).await.unwrap();
        assert!(!allowed.may(Permission::OrdersRead));
        assert_eq!(allowed.actor(), "oauth_client books");
        let switch = |active| UpdateOauthClient {
            active: Some(active),
            ..UpdateOauthClient::default()
        };
        change(switch(false)).await.unwrap();
        let allowed = still_allowed(store, client_id, &BOTH).await.unwrap();
        assert_eq!(allowed, Principal::Anonymous, "{}", shop.kind());
        let refused = authenticate(store, client_id, &secret, &[]).await;
        assert!(matches!(refused, Err(OauthClientError::WrongCredentials)));
        change(switch(true)).await.unwrap();
        let allowed = still_allowed(store, client_id, &BOTH).await.unwrap();
        assert_ne!(allowed, Principal::Anonymous);
        delete(store, id).await.unwrap();
        let allowed = still_allowed(store, client_id, &BOTH).await.unwrap();
        assert_eq!(allowed, Principal::Anonymous);
        let gone = get(store, id).await;
        assert!(matches!(gone, Err(OauthClientError::NotFound(_))));
        assert!(find(store, client_id).await.unwrap().is_none());
        let actions: Vec<_> = shop.told("oauth_clients").await;
        let actions: Vec<_> = actions.iter().map(|row| row.1.as_str()).collect();
        let (new, up) = ("oauth_clients.create", "oauth_clients.update");
        assert_eq!(actions, [new, up, up, up, "oauth_clients.delete"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_cannot_be_is_refused() {
    for shop in receptions().await {
        let (created, _) = confidential(&shop).await;
        let store = &shop.store;
        let other = || CreateOauthClient {
            name: "other".to_owned(),
            ..books(ClientKind::Public)
        };
        let taken = create(store, books(ClientKind::Public)).await;
        assert!(matches!(taken, Err(OauthClientError::NameTaken)));
        let plain = CreateOauthClient {
            redirect_uris: vec!["http://books.example.com/back".to_owned()],
            ..other()
        };
        let refused = create(store, plain).await;
        assert!(
            matches!(&refused, Err(OauthClientError::Invalid(i)) if i.field == "redirect_uris/0"),
            "{refused:?}"
        );
        let bob = hired(store, "bob", Role::Clerk).await;
        let prices = CreateOauthClient {
            scopes: vec![Permission::PricesWrite],
            ..other()
        };
        let refused = create(&store.acting_as_user(&bob), prices).await;
        assert!(matches!(refused, Err(OauthClientError::ScopeNotHeld(_))));
        let prices = UpdateOauthClient {
            scopes: Some(vec![Permission::PricesWrite]),
            ..UpdateOauthClient::default()
        };
        let id = created.client.id;
        let refused = update(&store.acting_as_user(&bob), id, prices).await;
        assert!(matches!(refused, Err(OauthClientError::ScopeNotHeld(_))));
        let late = UpdateOauthClient {
            expected_version: Some(7),
            name: Some("late".to_owned()),
            ..UpdateOauthClient::default()
        };
        let refused = update(store, id, late).await;
        assert!(matches!(refused, Err(OauthClientError::VersionConflict(_))));
        assert_eq!(get(store, id).await.unwrap(), created.client);
        let page = PageRequest::first(5);
        assert_eq!(list(store, page).await.unwrap().items, [created.client]);
    }
}
