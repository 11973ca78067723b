//! Facts about signing in by an outside provider, on every database.
#![allow(clippy::unwrap_used)]

use futures_util::future::join_all;

use super::{Claims, IdentityError, SignedIn, link, list_of, sign_in, unlink};
use crate::customers::{self, Cascade};
use crate::sessions::{Subject, SubjectKind};
use crate::staff;
use crate::tests::reception::{Reception, receptions, registered};

const CUSTOMER: SubjectKind = SubjectKind::Customer;
const USER: SubjectKind = SubjectKind::User;

/// Somebody whom the provider calls so, with an e-mail address that it vouches for.
fn claims(subject: &str, email: &str) -> Claims {
    Claims {
        issuer: "https://id.example.com".to_owned(),
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        email_verified: true,
        given_name: Some("Ada".to_owned()),
        family_name: None,
    }
}

fn unverified(subject: &str, email: &str) -> Claims {
    Claims {
        email_verified: false,
        ..claims(subject, email)
    }
}

async fn links(shop: &Reception) -> i64 {
    shop.number("SELECT COUNT(*) AS n FROM identities").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verified_address_links_once_and_is_not_asked_again() {
    for shop in receptions().await {
        let ada = Subject::Customer(shop.ada.id);
        let first = sign_in(&shop.store, CUSTOMER, claims("A", "Ada@Example.org")).await;
        assert_eq!(first.unwrap(), SignedIn::Linked(ada), "{}", shop.kind());
        // The provider's address has changed since.
        for other in [
            unverified("A", "else@example.org"),
            claims("A", "b@example.org"),
        ] {
            let again = sign_in(&shop.store, CUSTOMER, other).await.unwrap();
            assert_eq!(again, SignedIn::Known(ada));
        }
        // Letters of either case are two people.
        let other = sign_in(&shop.store, CUSTOMER, claims("a", "b@example.org")).await;
        assert_eq!(other.unwrap(), SignedIn::NotRegistered);
        let elsewhere = Claims {
            issuer: "https://id.example.net".to_owned(),
            ..claims("A", "b@example.org")
        };
        let elsewhere = sign_in(&shop.store, CUSTOMER, elsewhere).await;
        assert_eq!(elsewhere.unwrap(), SignedIn::NotRegistered);
        let vera = sign_in(&shop.store, USER, claims("V", "vera@example.org")).await;
        assert_eq!(vera.unwrap(), SignedIn::Linked(Subject::User(shop.vera.id)));
        assert_eq!(links(&shop).await, 2);
        let told = shop.told("identities").await;
        assert_eq!(
            (&told[0].0, &told[0].2),
            (&ada.to_string(), &ada.to_string())
        );
        assert!(told[0].3.contains("https://id.example.com"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_that_is_not_verified_links_nothing() {
    for shop in receptions().await {
        for (kind, email) in [(CUSTOMER, "ada@example.org"), (USER, "vera@example.org")] {
            let refused = sign_in(&shop.store, kind, unverified("A", email)).await;
            assert!(matches!(refused, Err(IdentityError::EmailNotVerified)));
        }
        assert_eq!(links(&shop).await, 0, "{}", shop.kind());
        // Signed in otherwise, she links it herself.
        let ada = Subject::Customer(shop.ada.id);
        let theirs = unverified("A", "ada@example.org");
        let linked = link(&shop.store, ada, theirs.clone()).await.unwrap();
        let again = link(&shop.store, ada, theirs.clone()).await.unwrap();
        assert_eq!((again.id, links(&shop).await), (linked.id, 1));
        let known = sign_in(&shop.store, CUSTOMER, theirs.clone())
            .await
            .unwrap();
        assert_eq!(known, SignedIn::Known(ada));
        let vera = Subject::User(shop.vera.id);
        let refused = link(&shop.store, vera, theirs.clone()).await;
        assert!(
            matches!(refused, Err(IdentityError::LinkedElsewhere)),
            "{refused:?}"
        );
        let refused = sign_in(&shop.store, USER, theirs).await;
        assert!(matches!(refused, Err(IdentityError::NoAccount)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_joins_the_staff_by_signing_in_and_a_new_customer_registers() {
    for shop in receptions().await {
        for new in [
            claims("N", "new@example.org"),
            unverified("N", "new@example.org"),
        ] {
            let refused = sign_in(&shop.store, USER, new.clone()).await;
            assert!(matches!(refused, Err(IdentityError::NoAccount)));
            let new = sign_in(&shop.store, CUSTOMER, new).await.unwrap();
            assert_eq!(new, SignedIn::NotRegistered, "{}", shop.kind());
        }
        // A customer's address is nobody of the staff, and the other way round.
        let refused = sign_in(&shop.store, USER, claims("A", "ada@example.org")).await;
        assert!(matches!(refused, Err(IdentityError::NoAccount)));
        let nameless = Claims {
            email: None,
            ..claims("N", "")
        };
        let new = sign_in(&shop.store, CUSTOMER, nameless).await.unwrap();
        assert_eq!(new, SignedIn::NotRegistered);
        for wrong in [
            claims("", "x@example.org"),
            claims(&"x".repeat(256), "x@example.org"),
        ] {
            let refused = sign_in(&shop.store, CUSTOMER, wrong).await;
            assert!(matches!(refused, Err(IdentityError::Invalid(i)) if i.field == "subject"));
        }
        assert_eq!(links(&shop).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_active_does_not_sign_in_and_whoever_goes_leaves_no_identity() {
    for shop in receptions().await {
        let store = &shop.store;
        let bob = crate::tests::reception::hired(store, "bob", staff::Role::Clerk).await;
        let theirs = claims("B", "bob@example.org");
        sign_in(store, USER, theirs.clone()).await.unwrap();
        staff::deactivate(store, bob.id, None).await.unwrap();
        let refused = sign_in(store, USER, theirs.clone()).await;
        assert!(matches!(refused, Err(IdentityError::NotActive)));
        let refused = sign_in(store, USER, claims("B2", "bob@example.org")).await;
        assert!(matches!(refused, Err(IdentityError::NoAccount)));
        staff::delete(store, bob.id, None).await.unwrap();
        let tom = registered(store, "tom", false).await;
        for (subject, email) in [("A", "ada@example.org"), ("T", "tom@example.org")] {
            sign_in(store, CUSTOMER, claims(subject, email))
                .await
                .unwrap();
        }
        assert_eq!(links(&shop).await, 2);
        customers::erase(store, shop.ada.id, None).await.unwrap();
        customers::delete(store, tom.id, Cascade::Refuse, None)
            .await
            .unwrap();
        assert_eq!(links(&shop).await, 0, "{}", shop.kind());
        let told = shop.told("identities.link").await;
        assert!(told[1..].iter().all(|row| row.3 == "[]"), "{told:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_first_sign_ins_at_the_same_moment_are_one_person() {
    for shop in receptions().await {
        let ada = Subject::Customer(shop.ada.id);
        let all = (0..6).map(|_| sign_in(&shop.store, CUSTOMER, claims("A", "ada@example.org")));
        for one in join_all(all).await {
            let one = one.unwrap();
            assert!(matches!(one, SignedIn::Known(s) | SignedIn::Linked(s) if s == ada));
        }
        assert_eq!(links(&shop).await, 1, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_identity_is_listed_and_unlinked_by_whose_it_is() {
    for shop in receptions().await {
        let (vera, ada) = (Subject::User(shop.vera.id), Subject::Customer(shop.ada.id));
        let linked = link(&shop.store, ada, claims("A", "a@example.org")).await;
        let linked = linked.unwrap();
        assert_eq!(
            list_of(&shop.store, ada).await.unwrap(),
            std::slice::from_ref(&linked)
        );
        assert!(list_of(&shop.store, vera).await.unwrap().is_empty());
        let refused = unlink(&shop.store, vera, linked.id).await;
        assert!(matches!(refused, Err(IdentityError::NotFound(_))));
        unlink(&shop.store, ada, linked.id).await.unwrap();
        assert!(list_of(&shop.store, ada).await.unwrap().is_empty());
        let refused = unlink(&shop.store, ada, linked.id).await;
        assert!(matches!(refused, Err(IdentityError::NotFound(_))));
        assert_eq!(shop.told("identities.unlink").await.len(), 1);
    }
}
