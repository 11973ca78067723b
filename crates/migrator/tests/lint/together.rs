//! The findings from the operations and those from the data, put together.

use mercer_migrator::{ColumnType, Operation, lint, with_data};

use super::{
    check, column, data, databases, drop_column, drop_table, retype, schema, short, unique,
};

#[tokio::test]
async fn the_data_have_the_last_word_on_what_only_they_can_decide() {
    for place in databases().await {
        place
            .execute(
                "INSERT INTO things (id, name, amount) VALUES (1, 'a', 1), (2, 'a', 2), \
                 (3, 'b', -3)",
            )
            .await;
        let operations: [Operation; 6] = [
            unique(&["name"]),
            unique(&["amount"]),
            check("amount > -9"),
            drop_table("shelves"),
            drop_column(column("name")),
            retype("amount", ColumnType::Integer),
        ];
        let found = with_data(
            lint("abc", &operations, &schema(), place.kind),
            data(&place, &operations).await,
        );
        let found: Vec<_> = found
            .into_iter()
            .filter(|f| !["locks_table", "table_rewrite"].contains(&f.rule))
            .collect();
        assert_eq!(
            short(&found),
            [
                "1 failure unique_over_rows",
                "4 notice drop_table",
                "5 loss drop_column",
                "6 notice narrowed_type",
            ],
            "{}",
            place.kind
        );
    }
}

#[tokio::test]
async fn a_loss_that_the_data_say_nothing_about_stays() {
    for place in databases().await {
        let mut later = super::table("things");
        later.name = "later".to_owned();
        let operations = [Operation::DropTable(Box::new(later))];
        let found = with_data(
            lint("abc", &operations, &schema(), place.kind),
            data(&place, &operations).await,
        );
        assert_eq!(short(&found), ["1 loss drop_table"], "{}", place.kind);
    }
}
