//! No text field of any verb takes a card number, and none but a barcode may look like one.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use crate::empty_shop::{Shop, item, newcomer, shops};
use crate::text_fields::{all, of_barcodes};
use mercer_store::Quantity;
use mercer_store::categories::{self, CreateCategory};
use mercer_store::customers::{self, CreateCustomer};
use mercer_store::inventory::{self, Receive};
use mercer_store::locations::{self, CreateLocation};
use mercer_store::password::Password;
use mercer_store::products::{self, CreateProduct};

/// Numbers of test cards. The last is no card: its check sum is wrong.
const CARDS: &[&str] = &[
    "4111111111111111",
    "4111-1111-1111-1111",
    "５５５５ 5555 5555 4444",
];
const NO_CARD: &str = "4111111111111112";

/// A customer, an order of theirs, two locations and a category.
async fn open(shop: &Shop) {
    let ada = shop.customer("ada").await;
    let mug = shop.goods("MUG", 5).await;
    shop.order(&ada, &mug, 1).await;
    let cellar = CreateLocation {
        name: "Cellar".to_owned(),
        active: true,
    };
    locations::create(&shop.store, cellar).await.unwrap();
    let toys = CreateCategory {
        name: "Toys".to_owned(),
        parent_id: None,
        description: None,
    };
    categories::create(&shop.store, toys).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_number_is_refused_in_every_text_field_and_nothing_changes() {
    for shop in shops().await {
        open(&shop).await;
        let before = shop.fingerprint().await;
        for card in CARDS {
            let mut attempts = all(&shop, card);
            attempts.extend(of_barcodes(&shop, card));
            assert!(attempts.len() > 40);
            for (number, (field, attempt)) in attempts.into_iter().enumerate() {
                let place = format!("{}: attempt {number}, {field}: {card}", shop.kind());
                let refused = attempt
                    .await
                    .unwrap_or_else(|other| panic!("{place}: {other}"));
                assert_eq!(refused.field, field, "{place}: {refused}");
                assert!(!refused.reason.contains(card), "{place}: {refused}");
                // A user name cannot hold this one anyway.
                let is_told = refused.reason.contains("card number");
                assert!(is_told, "{place}: {refused}");
            }
        }
        assert_eq!(shop.fingerprint().await, before, "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_digits_are_not_refused_as_a_card_number() {
    for shop in shops().await {
        open(&shop).await;
        for (number, (field, attempt)) in all(&shop, NO_CARD).into_iter().enumerate() {
            if let Ok(refused) = attempt.await {
                let place = format!("{}: attempt {number}, {field}", shop.kind());
                assert!(
                    !refused.reason.contains("card number"),
                    "{place}: {refused}"
                );
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_barcode_may_look_like_a_card_number_and_a_password_be_one() {
    for shop in shops().await {
        // Its check sum as an EAN-13 is right, and as a card number as well.
        let code = "4000000000006";
        assert!(mercer_store::text::holds_card_number(code));
        let goods = CreateProduct {
            barcode: Some(code.to_owned()),
            ..item("MUG")
        };
        let goods = products::create(&shop.store, goods).await.unwrap();
        assert_eq!(goods.barcode.as_deref(), Some(code));
        let ada = CreateCustomer {
            password: Some(Password::parse(CARDS[0]).unwrap()),
            ..newcomer("ada")
        };
        customers::create(&shop.store, ada).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_quantity_may_look_like_a_card_number_in_the_log_of_changes() {
    for shop in shops().await {
        assert!(mercer_store::text::holds_card_number("1000000000009"));
        let mug = products::create(&shop.store, item("MUG")).await.unwrap();
        for pieces in [1_000_000_000_000, 9] {
            let input = Receive {
                product_id: mug.id,
                location_id: None,
                quantity: Quantity::whole(pieces).unwrap(),
                reason: None,
            };
            inventory::receive(&shop.store, input).await.unwrap();
        }
        shop.assert_books_are_right().await;
    }
}

#[test]
fn only_barcodes_and_searches_read_text_past_the_check() {
    fn search(folder: &Path, found: &mut Vec<String>) {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                search(&path, found);
            } else if std::fs::read_to_string(&path)
                .unwrap()
                .contains("text::bounded(")
            {
                let names: Vec<_> = path.iter().rev().take(2).collect();
                let [file, folder] = names.as_slice() else {
                    panic!("{path:?}");
                };
                found.push(format!("{}/{}", folder.display(), file.display()));
            }
        }
    }
    let mut found = Vec::new();
    search(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut found,
    );
    found.sort();
    // Those named `list`, and the filters of lists, only search.
    let expected = [
        "categories/list.rs",
        "customers/list.rs",
        "invoices/list.rs",
        "orders/list.rs",
        "products/barcode.rs",
        "products/list.rs",
        "products/words.rs",
        "src/filters.rs",
    ];
    assert_eq!(found, expected);
}
