//! Facts about changes of the catalogue and of stock documents that name the version they were
//! made for, on every database.
// Both fixtures make their tables by the same file.
#![allow(clippy::unwrap_used, clippy::duplicate_mod)]

use crate::empty_shop;

use crate::shop::{MUG, pieces, shops};
use mercer_store::categories::{self, Cascade, CategoryError, CreateCategory};
use mercer_store::inventory::counts::{self, CloseCount, CountedLine, OpenCount, RecordCount};
use mercer_store::inventory::transfers::{self, SendTransfer};
use mercer_store::inventory::{self, InventoryError, StockLine};
use mercer_store::locations::{self, CreateLocation, LocationError};
use mercer_store::products::{self, ProductError, UpdateProduct};
use mercer_store::taxes::{self, CreateTaxClass, TaxClassError};

const SHOP: i64 = 1;
const CELLAR: i64 = 2;

/// A version that nothing here has.
const OTHER: Option<i64> = Some(7);

#[tokio::test]
async fn what_was_changed_meanwhile_is_not_deleted() {
    for shop in empty_shop::shops().await {
        let store = &shop.store;
        let input = CreateCategory {
            name: "Versions".to_owned(),
            parent_id: None,
            description: None,
        };
        let category = categories::create(store, input).await.unwrap().id;
        let input = CreateTaxClass {
            code: "versions".to_owned(),
            name: "Versions".to_owned(),
            rate: "5".parse().unwrap(),
        };
        let class = taxes::create(store, input).await.unwrap().id;
        let mut location = 0;
        for name in ["Version shop", "Version depot"] {
            let input = CreateLocation {
                name: name.to_owned(),
                active: true,
            };
            location = locations::create(store, input).await.unwrap().id;
        }
        let mug = products::create(store, empty_shop::item("VERSIONS")).await;
        let mug = mug.unwrap().id;

        let refused = categories::delete(store, category, OTHER, Cascade::Refuse).await;
        assert!(matches!(refused, Err(CategoryError::VersionConflict(_))));
        let refused = taxes::delete(store, class, OTHER).await;
        assert!(matches!(refused, Err(TaxClassError::VersionConflict(_))));
        let refused = locations::delete(store, location, OTHER).await;
        assert!(matches!(refused, Err(LocationError::VersionConflict(_))));
        let refused = products::delete(store, mug, OTHER).await;
        assert!(matches!(refused, Err(ProductError::VersionConflict(_))));
        products::get(store, mug).await.unwrap();

        let read = Some(1);
        categories::delete(store, category, read, Cascade::Refuse)
            .await
            .unwrap();
        taxes::delete(store, class, read).await.unwrap();
        locations::delete(store, location, read).await.unwrap();
        products::delete(store, mug, read).await.unwrap();
    }
}

#[tokio::test]
async fn a_transfer_that_was_changed_meanwhile_is_not_called_off() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let line = StockLine {
            product_id: MUG,
            quantity: pieces(1),
        };
        let input = SendTransfer {
            from_location_id: SHOP,
            to_location_id: CELLAR,
            lines: vec![line],
            note: None,
        };
        let sent = transfers::send(&shop.store, input).await.unwrap();
        let before = shop.row_counts().await;
        let refused = transfers::cancel(&shop.store, sent.transfer.id, OTHER).await;
        assert!(
            matches!(refused, Err(InventoryError::VersionConflict(conflict))
                if conflict.expected == 7 && conflict.current == 1),
        );
        assert_eq!(shop.row_counts().await, before);
        let read = Some(sent.transfer.version);
        transfers::cancel(&shop.store, sent.transfer.id, read)
            .await
            .unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn a_count_that_was_changed_meanwhile_is_neither_filled_nor_closed_nor_given_up() {
    for shop in shops().await {
        let store = &shop.store;
        let opened = counts::open(store, OpenCount::default()).await.unwrap();
        let counted = |expected_version| RecordCount {
            count_id: opened.id,
            expected_version,
            lines: vec![CountedLine {
                product_id: MUG,
                counted: pieces(3),
            }],
            counted_by: None,
        };
        let closing = |expected_version| CloseCount {
            count_id: opened.id,
            expected_version,
            reason: "yearly count".to_owned(),
            leave_uncounted: true,
        };
        let before = shop.row_counts().await;
        for refused in [
            counts::record(store, counted(OTHER)).await.err(),
            counts::close(store, closing(OTHER)).await.err(),
            counts::cancel(store, opened.id, OTHER).await.err(),
        ] {
            assert!(matches!(refused, Some(InventoryError::VersionConflict(_))));
        }
        assert_eq!(shop.row_counts().await, before);
        counts::record(store, counted(Some(1))).await.unwrap();
        counts::close(store, closing(Some(2))).await.unwrap();
        shop.assert_books_are_right().await;
    }
}

#[tokio::test]
async fn one_movement_is_read_by_its_id() {
    for shop in shops().await {
        shop.receive(MUG, pieces(5)).await;
        let all = inventory::movements(&shop.store, inventory::ListMovements::of(MUG))
            .await
            .unwrap();
        let first = &all.items[0];
        let found = inventory::movement(&shop.store, first.id).await.unwrap();
        assert_eq!(&found, first);
        let refused = inventory::movement(&shop.store, 99_999).await;
        assert!(matches!(
            refused,
            Err(InventoryError::UnknownMovement(99_999))
        ));
    }
}

#[tokio::test]
async fn the_lowest_price_is_looked_for_in_as_many_days_as_asked() {
    for shop in shops().await {
        let store = &shop.store;
        let now = store.now();
        let dearer = UpdateProduct {
            price: Some(99_999),
            ..UpdateProduct::default()
        };
        products::update(store, MUG, dearer).await.unwrap();
        for days in [0, products::MOST_DAYS + 1] {
            let refused = products::lowest_price_of_days(store, MUG, now, days).await;
            assert!(matches!(refused, Err(ProductError::Invalid(invalid))
                if invalid.field == "days"));
        }
        let rule = products::lowest_price(store, MUG, now).await.unwrap();
        let days = products::RULE_DAYS;
        let same = products::lowest_price_of_days(store, MUG, now, days).await;
        assert_eq!(same.unwrap(), rule);
    }
}
