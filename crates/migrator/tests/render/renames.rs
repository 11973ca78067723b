//! Declared renames keep what is in the tables, on each database.

use crate::places;
use mercer_migrator::{
    Column, ColumnType, OnDelete, Operation, PlanOptions, Rename, Schema, Table, compare, inspect,
    plan, render,
};

/// Some of the tables of [`places::schema`], under other names.
fn target() -> Schema {
    let mut target = places::schema();
    let [shelves, things, _] = &mut target.tables[..] else {
        panic!("three tables");
    };
    "racks".clone_into(&mut shelves.name);
    shelves.renamed_from = Some("shelves".to_owned());
    let columns = std::mem::take(&mut things.columns);
    things.columns = columns
        .into_iter()
        .map(|column| match column.name.as_str() {
            "shelf_id" => Column {
                name: "rack_id".to_owned(),
                ..column
            },
            "amount" => Column {
                name: "Odd amount".to_owned(),
                column_type: ColumnType::Decimal(20, 2),
                ..column
            },
            _ => column,
        })
        .collect();
    let mut renamed = Table::with_columns("things", things.columns.clone(), &["id"])
        .unique(&["name"])
        .index(&["day", "name"])
        .index(&["rack_id"])
        .foreign_key("rack_id", "racks", OnDelete::Restrict)
        .column_renamed_from("rack_id", "shelf_id");
    renamed.identity = true;
    *things = renamed;
    target
}

#[tokio::test]
async fn a_rename_keeps_rows_and_values() {
    for place in places::databases().await {
        let target = target();
        let options = PlanOptions {
            renames: vec![Rename::parse("things.amount=Odd amount").expect("a rename")],
            ..PlanOptions::default()
        };
        let live = inspect(&place.database).await.expect("readable");
        let found = plan(&live, &target, place.kind, &options);
        assert_eq!(found.unused_renames, []);
        assert_eq!(found.suspected_renames, []);
        let kinds: Vec<_> = found.operations.iter().map(Operation::kind).collect();
        assert_eq!(
            kinds[..3],
            ["rename_table", "rename_column", "rename_column"],
            "{}",
            place.kind
        );
        assert!(kinds.contains(&"rename_index"), "{}: {kinds:?}", place.kind);
        assert!(!kinds.contains(&"drop_column"), "{}: {kinds:?}", place.kind);
        for operation in &found.operations {
            let before = inspect(&place.database).await.expect("readable");
            let statements = render(operation, &before, place.kind).expect("renderable");
            if let Err(error) = places::run(&place, &statements).await {
                panic!("{}: {operation:?}: {error}", place.kind);
            }
        }
        let live = inspect(&place.database).await.expect("readable");
        assert_eq!(compare(&target, &live, place.kind), [], "{}", place.kind);
        let again = plan(&live, &target, place.kind, &PlanOptions::default());
        assert_eq!(again.operations, []);
        let racks = places::values(&place, "racks", &["id", "name"]).await;
        assert_eq!(racks, ["1|left", "5|right"], "{}", place.kind);
        let things = places::values(&place, "things", &["name", "rack_id"]).await;
        assert_eq!(things, ["chair|1", "lamp|1", "table|1"], "{}", place.kind);
        let amounts = places::values(&place, "things", &["Odd amount"]).await;
        assert!(
            amounts
                .iter()
                .all(|amount| amount.starts_with(['1', '2', '9']))
        );
        assert_eq!(amounts.len(), 3, "{}", place.kind);
        let parts = places::values(&place, "parts", &["thing_id", "line"]).await;
        assert_eq!(parts.len(), 3, "{}: children are kept", place.kind);
    }
}
