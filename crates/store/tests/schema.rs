//! The store's declarations and a database created from them agree.

use mercer_migrator::{check, create_missing};
use mercer_store::schema::schema;

#[tokio::test]
async fn a_fresh_store_is_in_step_with_its_declarations() {
    for place in mercer_testing::databases().await {
        create_missing(&place.database, &schema())
            .await
            .expect("the tables can be created");
        let changes = check(&place.database, &schema()).await.expect("readable");
        let words: Vec<_> = changes.iter().map(ToString::to_string).collect();
        assert!(words.is_empty(), "{}: {words:#?}", place.kind);
    }
}
