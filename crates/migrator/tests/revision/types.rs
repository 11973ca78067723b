//! Column types in neutral words.

use mercer_migrator::ColumnType;

#[test]
fn a_type_is_written_in_one_neutral_word() {
    let other = |words: &str| ColumnType::Other(words.to_owned());
    for (column_type, words) in [
        (ColumnType::SmallInteger, "small_integer"),
        (ColumnType::Integer, "integer"),
        (ColumnType::BigInteger, "big_integer"),
        (ColumnType::Double, "double"),
        (ColumnType::Decimal(12, 2), "decimal(12,2)"),
        (ColumnType::Boolean, "boolean"),
        (ColumnType::Text(40), "text(40)"),
        (ColumnType::LongText, "long_text"),
        (ColumnType::Binary, "binary"),
        (ColumnType::Timestamp, "timestamp"),
        (ColumnType::Date, "date"),
        (ColumnType::Json, "json"),
        (other("tsvector"), "native: tsvector"),
        (other("date"), "native: date"),
        (other(" set('a','b') "), "native:  set('a','b') "),
        (other("native: x"), "native: native: x"),
    ] {
        assert_eq!(column_type.to_words(), words);
        assert_eq!(words.parse(), Ok(column_type));
    }
}

#[test]
fn spaces_between_numbers_and_before_a_native_type_may_vary() {
    assert_eq!("decimal(12, 2)".parse(), Ok(ColumnType::Decimal(12, 2)));
    assert_eq!("text( 40 )".parse(), Ok(ColumnType::Text(40)));
    assert_eq!(
        "native:uuid".parse(),
        Ok(ColumnType::Other("uuid".to_owned()))
    );
}
