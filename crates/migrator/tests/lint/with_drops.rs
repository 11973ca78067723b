//! What goes with dropped tables and columns, counted in the live database.

use mercer_migrator::{ColumnType, Operation};

use super::{
    column, create, data, databases, drop_column, drop_table, optional, says, short, table,
};

#[tokio::test]
async fn an_empty_table_goes_with_a_notice_and_a_full_one_with_its_count() {
    for place in databases().await {
        let expected = "table shelves goes; it is empty now";
        says(
            &place,
            &drop_table("shelves"),
            &[("notice drop_table", expected)],
        )
        .await;
        place
            .execute("INSERT INTO shelves (id, name) VALUES (1, 'top'), (2, 'low')")
            .await;
        let expected = "table shelves goes with its 2 rows";
        says(
            &place,
            &drop_table("shelves"),
            &[("loss drop_table", expected)],
        )
        .await;
    }
}

#[tokio::test]
async fn a_column_without_values_goes_with_a_notice_and_one_with_them_with_their_count() {
    for place in databases().await {
        place
            .execute("INSERT INTO things (id, name) VALUES (1, 'a'), (2, NULL)")
            .await;
        let expected = "things.note goes; no row has a value in it now";
        says(
            &place,
            &drop_column(column("note")),
            &[("notice drop_column", expected)],
        )
        .await;
        let expected = "things.name goes with the values of 1 row";
        says(
            &place,
            &drop_column(column("name")),
            &[("loss drop_column", expected)],
        )
        .await;
    }
}

#[tokio::test]
async fn names_that_the_revision_changes_are_followed_back() {
    for place in databases().await {
        place
            .execute("INSERT INTO things (id, name) VALUES (1, 'a')")
            .await;
        let operations = [
            Operation::RenameTable {
                from: "things".to_owned(),
                to: "stuff".to_owned(),
            },
            Operation::RenameColumn {
                table: "stuff".to_owned(),
                from: "name".to_owned(),
                to: "title".to_owned(),
            },
            Operation::DropColumn {
                table: "stuff".to_owned(),
                column: optional("title", ColumnType::Text(100)),
            },
            create(table("things")),
            drop_table("things"),
        ];
        let found = data(&place, &operations).await;
        assert_eq!(short(&found), ["3 loss drop_column"], "{}", place.kind);
        assert_eq!(found[0].text, "stuff.title goes with the values of 1 row");
    }
}

#[tokio::test]
async fn what_is_not_there_yet_is_not_asked() {
    for place in databases().await {
        place
            .execute("INSERT INTO things (id, name) VALUES (1, 'a')")
            .await;
        let mut later = table("things");
        later.name = "later".to_owned();
        let operations = [
            Operation::DropTable(Box::new(later)),
            drop_column(optional("colour", ColumnType::Text(9))),
        ];
        assert!(data(&place, &operations).await.is_empty());
    }
}
