//! The filters of the catalogue and of people.

use crate::shop::{CUSTOMER, MUG, TEA, shops};
use chrono::Utc;
use mercer_store::addresses::{self, ListAddresses};
use mercer_store::categories::{self, CreateCategory, ListCategories};
use mercer_store::customers::{self, ListCustomers};
use mercer_store::patch::Patch;
use mercer_store::products::{self, Kind, ListProducts, UpdateProduct};

#[tokio::test(flavor = "multi_thread")]
async fn filters_of_the_catalogue_and_of_people_select_what_they_say() {
    for shop in shops().await {
        let store = &shop.store;
        let category = async |name: &str, parent_id: Option<i64>| {
            let input = CreateCategory {
                name: name.to_owned(),
                parent_id,
                description: None,
            };
            categories::create(store, input).await.unwrap().id
        };
        let kitchen = category("Kitchen", None).await;
        let cups = category("Cups", Some(kitchen)).await;
        let mugs = category("Mugs", Some(cups)).await;
        for (id, category_id) in [(MUG, mugs), (TEA, kitchen)] {
            let change = UpdateProduct {
                category_id: Patch::Set(category_id),
                ..UpdateProduct::default()
            };
            products::update(store, id, change).await.unwrap();
        }
        let products = async |input: ListProducts| ids!(products::list(store, input));
        let all = ListProducts::default;
        let text = |text: &str| Some(text.to_owned());
        for (wanted, expected) in [
            (
                ListProducts {
                    category_id: Some(kitchen),
                    ..all()
                },
                vec![TEA],
            ),
            (
                ListProducts {
                    inside_category_id: Some(kitchen),
                    ..all()
                },
                vec![MUG, TEA],
            ),
            (
                ListProducts {
                    inside_category_id: Some(cups),
                    ..all()
                },
                vec![MUG],
            ),
            (
                ListProducts {
                    inside_category_id: Some(999),
                    ..all()
                },
                vec![],
            ),
            (
                ListProducts {
                    sku: text("TEA"),
                    ..all()
                },
                vec![TEA],
            ),
            (
                ListProducts {
                    barcode: text("036000291452"),
                    ..all()
                },
                vec![],
            ),
            (
                ListProducts {
                    kind: Some(Kind::Service),
                    ..all()
                },
                vec![3, 6],
            ),
            (
                ListProducts {
                    active: Some(false),
                    ..all()
                },
                vec![5],
            ),
            (
                ListProducts {
                    price_at_least: Some(500),
                    price_at_most: Some(799),
                    ..all()
                },
                vec![1, 4, 5],
            ),
            (
                ListProducts {
                    kind: Some(Kind::Goods),
                    sort: "-price".parse().unwrap(),
                    ..all()
                },
                vec![2, 1, 5, 4],
            ),
        ] {
            let words = format!("{}: {wanted:?}", shop.database.kind);
            assert_eq!(products(wanted).await, expected, "{words}");
        }
        let named = ListCategories {
            q: text("Mu"),
            ..ListCategories::default()
        };
        assert_eq!(ids!(categories::list(store, named)), [mugs]);
        let inside = ListCategories {
            parent_id: Some(kitchen),
            ..ListCategories::default()
        };
        assert_eq!(ids!(categories::list(store, inside)), [cups]);

        let customers = async |input: ListCustomers| ids!(customers::list(store, input));
        let all = ListCustomers::default;
        let now = Utc::now();
        assert_eq!(
            customers(ListCustomers {
                email: text("JANE@example.com"),
                ..all()
            })
            .await,
            [1]
        );
        assert_eq!(
            customers(ListCustomers {
                username: text("jan"),
                ..all()
            })
            .await,
            [0; 0]
        );
        assert_eq!(
            customers(ListCustomers {
                created_from: Some(now),
                ..all()
            })
            .await,
            [0; 0]
        );
        assert_eq!(
            customers(ListCustomers {
                prefix: text("smi"),
                sort: "-last_name".parse().unwrap(),
                ..all()
            })
            .await,
            [1]
        );
        let addresses = async |input: ListAddresses| ids!(addresses::list(store, input));
        let all = ListAddresses::default;
        assert_eq!(
            addresses(ListAddresses {
                customer_id: Some(CUSTOMER),
                ..all()
            })
            .await,
            [1]
        );
        assert_eq!(
            addresses(ListAddresses {
                customer_id: Some(999),
                ..all()
            })
            .await,
            [0; 0]
        );
        assert_eq!(
            addresses(ListAddresses {
                country: text("gb"),
                ..all()
            })
            .await,
            [1]
        );
        assert_eq!(
            addresses(ListAddresses {
                zip_code: text("X"),
                ..all()
            })
            .await,
            [0; 0]
        );
    }
}
