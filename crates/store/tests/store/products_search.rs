//! Facts about finding products.
#![allow(clippy::unwrap_used)]

use crate::empty_shop::{Shop, item, refused, shops};
use mercer_store::patch::Patch;
use mercer_store::products::{
    self, CreateProduct, ListProducts, ProductError, ProductType, UpdateProduct,
};

async fn add(shop: &Shop, sku: &str, name: &str, description: Option<&str>) -> i64 {
    let input = CreateProduct {
        name: name.to_owned(),
        description: description.map(str::to_owned),
        ..item(sku)
    };
    products::create(&shop.store, input).await.unwrap().id
}

async fn fill(shop: &Shop) {
    add(shop, "1", "Käse aus Łódź", Some("Mild, 45% fat")).await;
    add(shop, "2", "KÄSEMESSER", Some("For hard cheese\nand soft")).await;
    add(shop, "3", "Hard hat", None).await;
    add(shop, "4", "ΔΡΌΜΟΣ 100!", Some("under_score")).await;
}

async fn listed(shop: &Shop, input: ListProducts) -> String {
    let page = products::list(&shop.store, input).await.unwrap();
    page.items.into_iter().map(|p| p.sku).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn names_are_found_by_their_beginning_without_regard_to_case() {
    for shop in shops().await {
        fill(&shop).await;
        for (prefix, expected) in [
            ("käse", "12"),
            ("KÄSE ", "12"),
            ("KÄSE AUS łÓDŹ", "1"),
            ("hard", "3"),
            ("δρόμος", "4"),
            ("äse", ""),
            ("%", ""),
        ] {
            let wanted = ListProducts {
                name_prefix: Some(prefix.to_owned()),
                ..ListProducts::default()
            };
            let found = listed(&shop, wanted).await;
            assert_eq!(found, expected, "{}: {prefix:?}", shop.kind());
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_in_name_and_description_in_any_order_without_regard_to_case() {
    for shop in shops().await {
        fill(&shop).await;
        for (words, expected) in [
            ("HARD", "23"),
            ("cheese hard", "2"),
            ("  Soft\tKÄSE ", "2"),
            ("łódź MILD", "1"),
            ("hard soft hat", ""),
            ("ΌΜΟΣ", "4"),
            // Not a pattern: every sign stands for itself.
            ("45%", "1"),
            ("4%fat", ""),
            ("r_s", "4"),
            ("l_d", ""),
            ("100!", "4"),
            ("!", "4"),
            (" ", "1234"),
        ] {
            let wanted = ListProducts {
                words: Some(words.to_owned()),
                ..ListProducts::default()
            };
            let found = listed(&shop, wanted).await;
            assert_eq!(found, expected, "{}: {words:?}", shop.kind());
        }
        let wordy = ListProducts {
            words: Some("a b c d e f g h i j k".to_owned()),
            ..ListProducts::default()
        };
        refused!(shop, products::list(&shop.store, wordy),
            ProductError::Invalid(invalid) if invalid.field == "words");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_finds_what_a_product_is_called_now() {
    for shop in shops().await {
        let id = add(&shop, "1", "Mug", Some("Blue")).await;
        let change = UpdateProduct {
            name: Some("CUP".to_owned()),
            description: Patch::Set("GREEN".to_owned()),
            ..UpdateProduct::default()
        };
        products::update(&shop.store, id, change).await.unwrap();
        let words = |words: &str| ListProducts {
            words: Some(words.to_owned()),
            ..ListProducts::default()
        };
        assert_eq!(listed(&shop, words("cup green")).await, "1");
        assert_eq!(listed(&shop, words("mug")).await, "");
        assert_eq!(listed(&shop, words("blue")).await, "");
        let bare = UpdateProduct {
            description: Patch::Clear,
            ..UpdateProduct::default()
        };
        products::update(&shop.store, id, bare).await.unwrap();
        assert_eq!(listed(&shop, words("green")).await, "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_barcode_is_found_in_both_ways_in_which_scanners_send_it() {
    for shop in shops().await {
        let store = &shop.store;
        let coded = |sku: &str, code: &str| CreateProduct {
            barcode: Some(code.to_owned()),
            ..item(sku)
        };
        let mug = coded("MUG", "0036000291452");
        let mug = products::create(store, mug).await.unwrap();
        assert_eq!(mug.barcode.as_deref(), Some("036000291452"));
        for code in ["036000291452", "0036000291452"] {
            let found = products::find_by_barcode(store, code).await.unwrap();
            assert_eq!(found.id, mug.id);
        }
        refused!(
            shop,
            products::create(store, coded("CUP", "036000291452")),
            ProductError::BarcodeTaken
        );
        refused!(shop, products::find_by_barcode(store, "036000291453"),
            ProductError::Invalid(invalid) if invalid.reason.contains("check digit 2"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn product_types_are_counted_and_products_listed_by_them() {
    for shop in shops().await {
        for (sku, product_type) in [
            ("1", Some("toy")),
            ("2", Some("food")),
            ("3", Some("toy")),
            ("4", None),
        ] {
            let input = CreateProduct {
                product_type: product_type.map(str::to_owned),
                ..item(sku)
            };
            products::create(&shop.store, input).await.unwrap();
        }
        let counted = |product_type: &str, products| ProductType {
            product_type: product_type.to_owned(),
            products,
        };
        assert_eq!(
            products::list_types(&shop.store).await.unwrap(),
            [counted("food", 1), counted("toy", 2)]
        );
        let toys = ListProducts {
            product_type: Some("toy".to_owned()),
            ..ListProducts::default()
        };
        assert_eq!(listed(&shop, toys).await, "13");
    }
}
