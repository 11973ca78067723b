//! Facts about categories as a tree: no circle and no endless depth, whatever moves at once.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use crate::empty_shop::{Shop, refused, shops};
use mercer_database::Error;
use mercer_store::Store;
use mercer_store::categories::{
    self, Category, CategoryError, CreateCategory, MAX_DEPTH, UpdateCategory,
};
use mercer_store::doctor;
use mercer_store::patch::Patch;
use tokio::sync::Barrier;

fn named(name: &str, parent_id: Option<i64>) -> CreateCategory {
    CreateCategory {
        name: name.to_owned(),
        parent_id,
        description: None,
    }
}

fn into(parent_id: i64) -> UpdateCategory {
    UpdateCategory {
        parent_id: Patch::Set(parent_id),
        ..UpdateCategory::default()
    }
}

async fn add(shop: &Shop, name: &str, parent_id: Option<i64>) -> Category {
    categories::create(&shop.store, named(name, parent_id))
        .await
        .expect("the category is added")
}

/// So many categories, each inside the one before.
async fn chain(shop: &Shop, name: &str, length: usize) -> Vec<Category> {
    let mut chain: Vec<Category> = Vec::new();
    for level in 1..=length {
        let parent = chain.last().map(|category| category.id);
        chain.push(add(shop, &format!("{name} {level}"), parent).await);
    }
    chain
}

/// What the doctor finds about categories that lie in a circle.
async fn circles(shop: &Shop) -> Vec<String> {
    let report = doctor::examine(&shop.store).await.unwrap();
    let findings = report.checks.into_iter().flat_map(|check| check.findings);
    findings
        .filter(|finding| finding.starts_with("category"))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_categories_that_move_into_each_other_at_once_one_is_refused() {
    for shop in shops().await {
        for round in 0..10 {
            let a = add(&shop, &format!("A{round}"), None).await;
            let b = add(&shop, &format!("B{round}"), None).await;
            let start = Arc::new(Barrier::new(2));
            let movers = [(a.id, b.id), (b.id, a.id)].map(|(id, parent_id)| {
                let (store, start) = (shop.store.clone(), Arc::clone(&start));
                tokio::spawn(async move {
                    start.wait().await;
                    moved(&store, id, parent_id).await
                })
            });
            let mut refusals = Vec::new();
            for mover in movers {
                refusals.extend(mover.await.unwrap().err());
            }
            assert!(
                matches!(refusals[..], [CategoryError::Cycle { .. }]),
                "{}: {refusals:?}",
                shop.kind()
            );
        }
        assert_eq!(circles(&shop).await, [""; 0], "{}", shop.kind());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_three_moves_that_would_close_a_circle_further_down_one_is_refused() {
    for shop in shops().await {
        for round in 0..5 {
            let mut tops = Vec::new();
            for name in ["A", "B", "C"] {
                tops.push(chain(&shop, &format!("{name}{round}"), 2).await);
            }
            // Each top goes into the lower category of the next one.
            let movers: Vec<_> = (0..3)
                .map(|index| {
                    let (id, parent_id) = (tops[index][0].id, tops[(index + 1) % 3][1].id);
                    let store = shop.store.clone();
                    tokio::spawn(async move { moved(&store, id, parent_id).await })
                })
                .collect();
            let mut refusals = Vec::new();
            for mover in movers {
                refusals.extend(mover.await.unwrap().err());
            }
            assert!(
                matches!(refusals[..], [CategoryError::Cycle { .. }]),
                "{}: {refusals:?}",
                shop.kind()
            );
        }
        assert_eq!(circles(&shop).await, [""; 0], "{}", shop.kind());
    }
}

/// Moves a category, and once more when the database was busy: three that wait for each other in a
/// circle may take longer to be told apart than a unit is retried.
async fn moved(store: &Store, id: i64, parent_id: i64) -> Result<Category, CategoryError> {
    loop {
        match categories::update(store, id, into(parent_id)).await {
            Err(CategoryError::Database(Error::Busy { .. })) => {}
            answer => return answer,
        }
    }
}

/// The control: what the verb would do without its locks, looking first and writing then.
#[tokio::test(flavor = "multi_thread")]
async fn two_moves_that_only_look_before_they_write_make_a_circle_and_the_doctor_finds_it() {
    for shop in shops().await {
        let a = add(&shop, "A", None).await;
        let b = add(&shop, "B", None).await;
        let looked = Arc::new(Barrier::new(2));
        let movers = [(a.id, b.id), (b.id, a.id)].map(|(id, parent_id)| {
            let (store, looked) = (shop.store.clone(), Arc::clone(&looked));
            let database = shop.place.database.clone();
            tokio::spawn(async move {
                let parent = categories::get(&store, parent_id).await.unwrap();
                assert_eq!(parent.parent_id, None, "the way up from the parent is free");
                looked.wait().await;
                let sql = format!("UPDATE categories SET parent_id = {parent_id} WHERE id = {id}");
                let written: Result<(), mercer_database::Error> = database
                    .write(move |transaction| {
                        let sql = sql.clone();
                        async move {
                            use sea_orm::ConnectionTrait;
                            transaction.execute_unprepared(&sql).await?;
                            Ok(())
                        }
                    })
                    .await;
                written.unwrap();
            })
        });
        for mover in movers {
            mover.await.unwrap();
        }
        let found = circles(&shop).await;
        assert_eq!(found.len(), 2, "{}: {found:?}", shop.kind());
        // The verb ends its walk through the damaged tree.
        refused!(
            shop,
            categories::create(&shop.store, named("C", Some(a.id))),
            CategoryError::Cycle { .. }
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn categories_lie_inside_each_other_to_a_bound_that_moves_keep_as_well() {
    for shop in shops().await {
        let store = &shop.store;
        let deep = chain(&shop, "Deep", MAX_DEPTH).await;
        let lowest = deep.last().unwrap();
        refused!(shop, categories::create(store, named("X", Some(lowest.id))),
            CategoryError::TooDeep { depth } if depth == MAX_DEPTH + 1);

        let small = chain(&shop, "Small", 3).await;
        refused!(shop, categories::update(store, small[0].id, into(deep[MAX_DEPTH - 3].id)),
            CategoryError::TooDeep { depth } if depth == MAX_DEPTH + 1);
        categories::update(store, small[0].id, into(deep[MAX_DEPTH - 4].id))
            .await
            .expect("three levels fit under the thirteenth");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_inside_a_category_that_moves_at_the_same_time_keeps_the_bound() {
    for shop in shops().await {
        let deep = chain(&shop, "Deep", MAX_DEPTH - 1).await;
        let lowest = deep.last().unwrap().id;
        for round in 0..10 {
            let moving = add(&shop, &format!("Moving {round}"), None).await;
            let inner = named(&format!("Inner {round}"), Some(moving.id));
            let (moved, put) = tokio::join!(
                categories::update(&shop.store, moving.id, into(lowest)),
                categories::create(&shop.store, inner),
            );
            let both = format!("{}: {moved:?} {put:?}", shop.kind());
            match (moved, put) {
                (Ok(_), Err(CategoryError::TooDeep { .. }))
                | (Err(CategoryError::TooDeep { .. }), Ok(_)) => {}
                _ => panic!("{both}"),
            }
        }
    }
}
