//! Values that do not fit a narrower type, found in the live database.

use mercer_migrator::ColumnType;

use super::{databases, retype, says};

const FITS: &str = "all values fit now";

/// Asserts what is said of a narrower type before and after the rows are stored.
async fn narrowed(
    column: &str,
    to: ColumnType,
    fitting: &str,
    others: &str,
    expected: &[(&str, &str)],
) {
    for place in databases().await {
        let insert = |rows: &str| format!("INSERT INTO things (id, {column}) VALUES {rows}");
        place.execute(&insert(fitting)).await;
        let fits = format!("things.{column} becomes {to}; {FITS}");
        let operation = retype(column, to.clone());
        says(&place, &operation, &[("notice narrowed_type", &fits)]).await;
        place.execute(&insert(others)).await;
        says(&place, &operation, expected).await;
    }
}

#[tokio::test]
async fn text_that_is_too_long() {
    let expected = [(
        "failure narrowed_type",
        "2 rows of things hold in name more than 3 characters",
    )];
    // Characters count, not bytes.
    let fitting = "(1, 'abc'), (2, NULL), (3, 'äöü')";
    let others = "(4, 'abcd'), (5, 'äöüß')";
    narrowed("name", ColumnType::Text(3), fitting, others, &expected).await;
    narrowed(
        "note",
        ColumnType::Text(3),
        fitting,
        others,
        &[(
            "failure narrowed_type",
            "2 rows of things hold in note more than 3 characters",
        )],
    )
    .await;
}

#[tokio::test]
async fn integers_out_of_range() {
    narrowed(
        "amount",
        ColumnType::SmallInteger,
        "(1, 32767), (2, -32768), (3, NULL)",
        "(4, 32768), (5, -32769)",
        &[(
            "failure narrowed_type",
            "2 rows of things hold in amount a number outside -32768 to 32767",
        )],
    )
    .await;
    narrowed(
        "amount",
        ColumnType::Decimal(5, 2),
        "(1, 999)",
        "(2, 1000)",
        &[(
            "failure narrowed_type",
            "1 row of things holds in amount more than 3 digits before the point",
        )],
    )
    .await;
}

#[tokio::test]
async fn decimals_with_too_many_digits_before_or_after_the_point() {
    narrowed(
        "price",
        ColumnType::Decimal(6, 2),
        "(1, 9999.99), (2, NULL)",
        "(3, 10000.00), (4, 1.234)",
        &[
            (
                "failure narrowed_type",
                "1 row of things holds in price more than 4 digits before the point",
            ),
            (
                "loss narrowed_type",
                "1 row of things holds in price a number that is rounded to 2 digits after the point",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn floating_point_numbers_that_are_no_integers() {
    narrowed(
        "weight",
        ColumnType::Integer,
        "(1, 3), (2, -4)",
        "(3, 2.5), (4, 3000000000)",
        &[
            (
                "failure narrowed_type",
                "1 row of things holds in weight a number outside -2147483648 to 2147483647",
            ),
            (
                "loss narrowed_type",
                "1 row of things holds in weight a number that is rounded to 0 digits after the point",
            ),
        ],
    )
    .await;
}

#[tokio::test]
async fn moments_that_have_a_time_of_day() {
    narrowed(
        "made_at",
        ColumnType::Date,
        "(1, '2026-01-02 00:00:00')",
        "(2, '2026-01-02 00:00:00.25')",
        &[(
            "loss narrowed_type",
            "1 row of things holds in made_at a time of day, which goes",
        )],
    )
    .await;
}

#[tokio::test]
async fn values_of_another_family() {
    narrowed(
        "name",
        ColumnType::Boolean,
        "(1, NULL)",
        "(2, 'yes')",
        &[(
            "loss narrowed_type",
            "1 row of things holds in name a value that may not survive becoming true or false",
        )],
    )
    .await;
}

#[tokio::test]
async fn a_wider_type_is_not_asked_about() {
    for place in databases().await {
        place
            .execute("INSERT INTO things (id, name, amount) VALUES (1, 'abc', 5)")
            .await;
        says(&place, &retype("name", ColumnType::LongText), &[]).await;
        says(&place, &retype("amount", ColumnType::Decimal(19, 0)), &[]).await;
    }
}
