//! Facts about locations.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, refused, shops};
use mercer_store::inventory::{self, Receive};
use mercer_store::locations::{self, CreateLocation, LocationError, UpdateLocation};
use mercer_store::{PageRequest, Quantity};

fn named(name: &str) -> CreateLocation {
    CreateLocation {
        name: name.to_owned(),
        active: true,
    }
}

fn closing() -> UpdateLocation {
    UpdateLocation {
        active: Some(false),
        ..UpdateLocation::default()
    }
}

async fn open(shop: &Shop, name: &str) -> locations::Location {
    locations::create(&shop.store, named(name))
        .await
        .expect("the location opens")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_is_opened_read_renamed_and_removed() {
    for shop in shops().await {
        let depot = open(&shop, "  Depot ").await;
        assert_eq!(depot.name, "Depot");
        assert_eq!(locations::get(&shop.store, depot.id).await.unwrap(), depot);
        open(&shop, "Shop").await;

        shop.a_minute_later();
        let change = UpdateLocation {
            expected_version: Some(1),
            name: Some("Dépôt 🏬".to_owned()),
            active: None,
        };
        let renamed = locations::update(&shop.store, depot.id, change)
            .await
            .unwrap();
        assert_eq!((renamed.name.as_str(), renamed.version), ("Dépôt 🏬", 2));
        assert!(renamed.updated_at > depot.updated_at && renamed.created_at == depot.created_at);
        assert_eq!(
            locations::get(&shop.store, depot.id).await.unwrap(),
            renamed
        );

        locations::delete(&shop.store, depot.id, None)
            .await
            .unwrap();
        refused!(
            shop,
            locations::get(&shop.store, depot.id),
            LocationError::NotFound(_)
        );
        let audited = "SELECT COUNT(*) AS n FROM audit_log WHERE action = 'locations.delete'";
        assert_eq!(shop.number(audited).await, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn locations_are_listed_page_by_page() {
    for shop in shops().await {
        for name in ["A", "B", "C"] {
            open(&shop, name).await;
        }
        let names = |page: &mercer_store::Page<locations::Location>| {
            page.items
                .iter()
                .map(|l| l.name.clone())
                .collect::<Vec<_>>()
        };
        let first = PageRequest::new(None, Some(2)).unwrap();
        let first = locations::list(&shop.store, first).await.unwrap();
        assert_eq!(names(&first), ["A", "B"]);
        let rest = PageRequest::new(first.next, Some(2)).unwrap();
        let rest = locations::list(&shop.store, rest).await.unwrap();
        assert_eq!((names(&rest), rest.next), (vec!["C".to_owned()], None));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_that_cannot_be_is_refused_and_nothing_changes() {
    for shop in shops().await {
        let store = &shop.store;
        let depot = open(&shop, "Depot").await;
        open(&shop, "Shop").await;
        let long = "x".repeat(101);
        for name in ["", "  ", "a\0b", long.as_str()] {
            refused!(shop, locations::create(store, named(name)),
                LocationError::Invalid(invalid) if invalid.field == "name");
            let change = UpdateLocation {
                name: Some(name.to_owned()),
                ..UpdateLocation::default()
            };
            refused!(shop, locations::update(store, depot.id, change),
                LocationError::Invalid(invalid) if invalid.field == "name");
        }
        refused!(
            shop,
            locations::create(store, named("Depot")),
            LocationError::NameTaken
        );
        let taken = UpdateLocation {
            name: Some("Shop".to_owned()),
            ..UpdateLocation::default()
        };
        refused!(
            shop,
            locations::update(store, depot.id, taken),
            LocationError::NameTaken
        );
        refused!(
            shop,
            locations::update(store, 999, closing()),
            LocationError::NotFound(999)
        );
        refused!(
            shop,
            locations::delete(store, 999, None),
            LocationError::NotFound(999)
        );
        let stale = UpdateLocation {
            expected_version: Some(7),
            ..UpdateLocation::default()
        };
        refused!(shop, locations::update(store, depot.id, stale),
            LocationError::VersionConflict(conflict)
                if (conflict.expected, conflict.current) == (7, 1));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_location_with_stock_cannot_be_removed() {
    for shop in shops().await {
        let depot = open(&shop, "Depot").await;
        open(&shop, "Shop").await;
        let product = shop.goods("MUG", 0).await;
        let delivery = Receive {
            product_id: product.id,
            location_id: Some(depot.id),
            quantity: Quantity::whole(1).unwrap(),
            reason: None,
        };
        inventory::receive(&shop.store, delivery).await.unwrap();
        refused!(
            shop,
            locations::delete(&shop.store, depot.id, None),
            LocationError::InUse
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_location_always_stays_active() {
    for shop in shops().await {
        let only = open(&shop, "Only").await;
        refused!(
            shop,
            locations::update(&shop.store, only.id, closing()),
            LocationError::LastActive
        );
        refused!(
            shop,
            locations::delete(&shop.store, only.id, None),
            LocationError::LastActive
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_locations_closed_at_the_same_moment_one_stays_active() {
    for shop in shops().await {
        for round in 0..10 {
            let one = open(&shop, &format!("One {round}")).await;
            let two = open(&shop, &format!("Two {round}")).await;
            let (first, second) = tokio::join!(
                locations::update(&shop.store, one.id, closing()),
                locations::update(&shop.store, two.id, closing()),
            );
            // Older rounds leave one more open: it is closed first.
            let closed = usize::from(first.is_ok()) + usize::from(second.is_ok());
            assert_eq!(closed, if round == 0 { 1 } else { 2 }, "{}", shop.kind());
            let active = "SELECT COUNT(*) AS n FROM locations WHERE active";
            assert_eq!(shop.number(active).await, 1, "{}", shop.kind());
        }
    }
}
