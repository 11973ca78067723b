//! Facts about addresses that several people change at the same moment.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::empty_shop::{Shop, belonging_to, house, shops};
use mercer_database::{Error, Kind, Transaction};
use mercer_store::Store;
use mercer_store::addresses::{self, AddressError, CreateAddress, LinkAddress};
use sea_orm::{ConnectionTrait, Statement};
use tokio::sync::Barrier;

#[tokio::test(flavor = "multi_thread")]
async fn of_two_last_addresses_removed_at_the_same_moment_one_stays() {
    for shop in shops().await {
        for round in 0..20 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let home = shop.first_address(ada.id).await;
            let work = shop.address("2 Side Street", &ada).await.id;
            let (first, second) = match round % 3 {
                0 => tokio::join!(
                    addresses::unlink(&shop.store, ada.id, home, None),
                    addresses::unlink(&shop.store, ada.id, work, None),
                ),
                1 => tokio::join!(
                    addresses::unlink(&shop.store, ada.id, home, None),
                    addresses::delete(&shop.store, work, None),
                ),
                _ => tokio::join!(
                    addresses::delete(&shop.store, home, None),
                    addresses::delete(&shop.store, work, None),
                ),
            };
            match (first, second) {
                (Ok(()), Err(AddressError::LastAddress { .. }))
                | (Err(AddressError::LastAddress { .. }), Ok(())) => {}
                other => panic!("{}: {other:?}", shop.kind()),
            }
        }
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_address_goes_when_its_last_two_customers_drop_it_at_the_same_moment() {
    for shop in shops().await {
        for round in 0..10 {
            let ada = shop.customer(&format!("ada-{round}")).await;
            let bob = shop.customer(&format!("bob-{round}")).await;
            let shared = belonging_to(house("2 Side Street"), &[ada.id, bob.id]);
            let shared = addresses::create(&shop.store, shared).await.unwrap().id;
            let (first, second) = tokio::join!(
                addresses::unlink(&shop.store, ada.id, shared, None),
                addresses::unlink(&shop.store, bob.id, shared, None),
            );
            first.unwrap();
            second.unwrap();
        }
        shop.assert_address_rules_hold().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_links_and_unlinks_meet_the_rules_hold() {
    for shop in shops().await {
        let (ada, bob) = (shop.customer("ada").await, shop.customer("bob").await);
        let home = shop.first_address(ada.id).await;
        let racers: Vec<_> = (0..24_u32)
            .map(|number| {
                let (store, ada, bob) = (shop.store.clone(), ada.id, bob.id);
                tokio::spawn(async move { meddle(&store, number, ada, bob, home).await })
            })
            .collect();
        for racer in racers {
            let ended = racer.await.unwrap();
            assert!(
                !matches!(ended, Err(AddressError::Database(_))),
                "{}: {ended:?}",
                shop.kind()
            );
        }
        shop.assert_address_rules_hold().await;
    }
}

/// One of four changes to the same two books.
async fn meddle(
    store: &Store,
    number: u32,
    ada: i64,
    bob: i64,
    home: i64,
) -> Result<(), AddressError> {
    match number % 4 {
        0 => {
            let both = CreateAddress {
                default_shipping: true,
                ..belonging_to(house(&format!("{number} New Road")), &[bob, ada])
            };
            addresses::create(store, both).await.map(drop)
        }
        1 => {
            let link = LinkAddress {
                customer_id: bob,
                address_id: home,
                label: None,
                default_shipping: false,
                default_billing: true,
            };
            addresses::link(store, link).await.map(drop)
        }
        2 => addresses::unlink(store, bob, home, None).await,
        _ => addresses::unlink(store, ada, home, None).await,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_addresses_made_the_default_at_the_same_moment_one_is() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let mut racers = Vec::new();
        for number in 0..12 {
            let address = shop.address(&format!("{number} New Road"), &ada).await;
            let link = LinkAddress {
                customer_id: ada.id,
                address_id: address.id,
                label: None,
                default_shipping: true,
                default_billing: number % 2 == 0,
            };
            let store = shop.store.clone();
            racers.push(async move { addresses::link(&store, link).await });
        }
        let racers: Vec<_> = racers.into_iter().map(tokio::spawn).collect();
        for racer in racers {
            racer.await.unwrap().unwrap();
        }
        shop.assert_address_rules_hold().await;
    }
}

/// The control: whoever looks which one is the default, and only then changes that, makes two.
#[tokio::test(flavor = "multi_thread")]
async fn without_locks_two_addresses_become_the_default_at_the_same_moment() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let new = [
            shop.address("2 Side Street", &ada).await.id,
            shop.address("3 Back Lane", &ada).await.id,
        ];
        let both_looked = Barrier::new(2);
        let look_then_change = async |address_id: i64| {
            let theirs = format!("FROM customer_addresses WHERE customer_id = {}", ada.id);
            let default = format!("SELECT address_id AS n {theirs} AND default_shipping");
            let default = shop.number(&default).await;
            both_looked.wait().await;
            for (id, value) in [(default, "FALSE"), (address_id, "TRUE")] {
                let change = format!(
                    "UPDATE customer_addresses SET default_shipping = {value} \
                     WHERE customer_id = {} AND address_id = {id}",
                    ada.id
                );
                shop.place.execute(&change).await;
            }
        };
        tokio::join!(look_then_change(new[0]), look_then_change(new[1]));
        let defaults = "SELECT COUNT(*) AS n FROM customer_addresses WHERE default_shipping";
        assert_eq!(shop.number(defaults).await, 2, "{}", shop.kind());
    }
}

/// The control: without the locks, the same two removals leave the customer with nothing.
#[tokio::test(flavor = "multi_thread")]
async fn without_locks_two_removals_at_the_same_moment_empty_the_book() {
    for shop in shops().await {
        let ada = shop.customer("ada").await;
        let home = shop.first_address(ada.id).await;
        let work = shop.address("2 Side Street", &ada).await.id;
        let both_looked = Arc::new(Barrier::new(2));
        let (first, second) = tokio::join!(
            look_then_remove(&shop, &both_looked, ada.id, home),
            look_then_remove(&shop, &both_looked, ada.id, work),
        );
        first.unwrap();
        second.unwrap();
        let left = format!(
            "SELECT COUNT(*) AS n FROM customer_addresses WHERE customer_id = {}",
            ada.id
        );
        assert_eq!(shop.number(&left).await, 0, "{}", shop.kind());
    }
}

async fn look_then_remove(
    shop: &Shop,
    both_looked: &Arc<Barrier>,
    customer_id: i64,
    address_id: i64,
) -> Result<(), Error> {
    let both_looked = both_looked.clone();
    if shop.kind() == Kind::Sqlite {
        // One writer at a time: a unit cannot wait for another one. So it looks in one and removes
        // in the next.
        let theirs = format!("FROM customer_addresses WHERE customer_id = {customer_id}");
        let count = shop.number(&format!("SELECT COUNT(*) AS n {theirs}")).await;
        both_looked.wait().await;
        if count > 1 {
            let remove = format!("DELETE {theirs} AND address_id = {address_id}");
            shop.place.execute(&remove).await;
        }
        return Ok(());
    }
    shop.place
        .database
        .write(move |transaction: Transaction| {
            let both_looked = both_looked.clone();
            async move {
                let backend = transaction.get_database_backend();
                let theirs = format!("FROM customer_addresses WHERE customer_id = {customer_id}");
                let count =
                    Statement::from_string(backend, format!("SELECT COUNT(*) AS n {theirs}"));
                let row = transaction.query_one_raw(count).await?.unwrap();
                both_looked.wait().await;
                if row.try_get::<i64>("", "n")? > 1 {
                    let remove = format!("DELETE {theirs} AND address_id = {address_id}");
                    let remove = Statement::from_string(backend, remove);
                    transaction.execute_raw(remove).await?;
                }
                Ok(())
            }
        })
        .await
}
