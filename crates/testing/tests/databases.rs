//! The test support itself: what it hands out is fresh, separate and gone afterwards.

use mercer_database::Database;

#[tokio::test]
async fn each_database_is_fresh_and_gone_afterwards() {
    let first = mercer_testing::databases().await;
    let second = mercer_testing::databases().await;
    assert_eq!(first.len(), second.len());
    let mut urls = Vec::new();
    for store in first.iter().chain(&second) {
        store
            .execute("CREATE TABLE things (id BIGINT PRIMARY KEY)")
            .await;
        assert!(!urls.contains(&store.url));
        urls.push(store.url.clone());
    }
    drop((first, second));
    for url in urls {
        assert!(
            Database::connect(&url).await.is_err(),
            "{url} is still there"
        );
    }
}
