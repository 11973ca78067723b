//! Reading TOML so that every mistake has its place.

use toml::de::{DeTable, DeValue};

use super::super::error::{Problem, RevisionError, advice};

type Spanned<T> = toml::Spanned<T>;

/// The file that is read.
pub(super) struct Source<'a> {
    pub(super) file: &'a str,
    pub(super) text: &'a str,
}

impl Source<'_> {
    pub(super) fn error(&self, at: usize, problem: Problem) -> RevisionError {
        let mut at = at.min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        let before = &self.text[..at];
        let line_start = before.rfind('\n').map_or(0, |end| end + 1);
        RevisionError::File {
            file: self.file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
            problem: Box::new(problem),
        }
    }

    pub(super) fn syntax(&self, error: &toml::de::Error) -> RevisionError {
        let span = error.span().unwrap_or(0..0);
        let message = match error.message() {
            "duplicate key" => {
                let key = self.text.get(span.clone()).unwrap_or_default();
                format!("the key \"{key}\" is given twice")
            }
            // The parser asks for one of TOML's kinds of text by its technical name.
            message => message.replace(", expected literal string", ""),
        };
        self.error(span.start, Problem::Syntax(message))
    }
}

/// A table whose keys are all known.
pub(super) struct Fields<'a> {
    source: &'a Source<'a>,
    table: &'a DeTable<'a>,
    at: usize,
    place: String,
}

/// A value and where it stands.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    source: &'a Source<'a>,
    value: &'a Spanned<DeValue<'a>>,
    place: String,
    key: String,
}

impl<'a> Fields<'a> {
    /// `keys` in groups, as parts of forms that several tables share.
    pub(super) fn open(
        source: &'a Source<'a>,
        table: &'a DeTable<'a>,
        at: usize,
        place: &str,
        keys: &[&[&str]],
    ) -> Result<Self, RevisionError> {
        let fields = Fields {
            source,
            table,
            at,
            place: place.to_owned(),
        };
        let keys = keys.concat();
        match fields.first_unknown(&keys) {
            Some(key) => Err(fields.unknown(place, key, &advice(key, &keys))),
            None => Ok(fields),
        }
    }

    /// Says that a key of this table is not known.
    pub(super) fn unknown(&self, place: &str, key: &str, advice: &str) -> RevisionError {
        let at = self.table.get_key_value(key);
        let at = at.map_or(self.at, |(key, _)| key.span().start);
        let problem = Problem::UnknownKey {
            place: place.to_owned(),
            key: key.to_owned(),
            advice: advice.to_owned(),
        };
        self.source.error(at, problem)
    }

    /// The first key, as the file has them, that is none of these.
    fn first_unknown(&self, keys: &[&str]) -> Option<&'a str> {
        let unknown = self.table.keys();
        unknown
            .filter(|key| !keys.contains(&key.get_ref().as_ref()))
            .min_by_key(|key| key.span().start)
            .map(|key| key.get_ref().as_ref())
    }

    pub(super) fn optional(&self, key: &str) -> Option<Entry<'a>> {
        self.table.get(key).map(|value| Entry {
            source: self.source,
            value,
            place: self.place.clone(),
            key: key.to_owned(),
        })
    }

    pub(super) fn required(&self, key: &str, expected: &str) -> Result<Entry<'a>, RevisionError> {
        self.optional(key)
            .ok_or_else(|| self.missing(key, expected))
    }

    pub(super) fn missing(&self, key: &str, expected: &str) -> RevisionError {
        let problem = Problem::Missing {
            place: self.place.clone(),
            key: key.to_owned(),
            expected: expected.to_owned(),
        };
        self.source.error(self.at, problem)
    }

    pub(super) fn text(&self, key: &str, expected: &str) -> Result<String, RevisionError> {
        self.required(key, expected)?.text(expected)
    }

    pub(super) fn optional_text(
        &self,
        key: &str,
        expected: &str,
    ) -> Result<Option<String>, RevisionError> {
        let entry = self.optional(key);
        entry.map(|entry| entry.text(expected)).transpose()
    }

    /// False when nothing is said.
    pub(super) fn flag(&self, key: &str) -> Result<bool, RevisionError> {
        self.optional(key).map_or(Ok(false), |entry| entry.flag())
    }

    pub(super) fn texts(&self, key: &str, expected: &str) -> Result<Vec<String>, RevisionError> {
        self.required(key, expected)?.texts(expected)
    }

    /// None when nothing is said.
    pub(super) fn optional_texts(
        &self,
        key: &str,
        expected: &str,
    ) -> Result<Vec<String>, RevisionError> {
        let entry = self.optional(key);
        entry.map_or(Ok(Vec::new()), |entry| entry.texts(expected))
    }

    /// The tables of a list, each read alike; none when nothing is said.
    pub(super) fn tables<T>(
        &self,
        key: &str,
        keys: &[&str],
        expected: &str,
        read: fn(&Fields<'a>) -> Result<T, RevisionError>,
    ) -> Result<Vec<T>, RevisionError> {
        let Some(list) = self.optional(key) else {
            return Ok(Vec::new());
        };
        let items = list.list(expected)?.into_iter();
        items
            .map(|item| read(&item.fields(&[keys], expected)?))
            .collect()
    }
}

impl<'a> Entry<'a> {
    pub(super) fn value(&self) -> &'a DeValue<'a> {
        self.value.get_ref()
    }

    pub(super) fn wrong(&self, expected: &str) -> RevisionError {
        self.wrong_as(&found(self.value()), expected)
    }

    /// As `wrong`, where what was found is better said in other words.
    pub(super) fn wrong_as(&self, found: &str, expected: &str) -> RevisionError {
        let problem = Problem::Wrong {
            place: self.place.clone(),
            key: self.key.clone(),
            found: found.to_owned(),
            expected: expected.to_owned(),
        };
        self.error(problem)
    }

    pub(super) fn error(&self, problem: Problem) -> RevisionError {
        self.source.error(self.value.span().start, problem)
    }

    pub(super) fn text(&self, expected: &str) -> Result<String, RevisionError> {
        match self.value() {
            DeValue::String(text) => Ok(text.clone().into_owned()),
            _ => Err(self.wrong(&format!("{expected}, in quotes"))),
        }
    }

    pub(super) fn flag(&self) -> Result<bool, RevisionError> {
        let flag = self.value().as_bool();
        flag.ok_or_else(|| self.wrong("true or false, without quotes"))
    }

    pub(super) fn integer(&self, expected: &str) -> Result<i64, RevisionError> {
        let number = self.value().as_integer();
        number
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
            .ok_or_else(|| self.wrong(expected))
    }

    pub(super) fn list(&self, expected: &str) -> Result<Vec<Entry<'a>>, RevisionError> {
        let list = self
            .value()
            .as_array()
            .ok_or_else(|| self.wrong(expected))?;
        let entry = |value| Entry {
            value,
            ..self.clone()
        };
        Ok(list.iter().map(entry).collect())
    }

    pub(super) fn texts(&self, expected: &str) -> Result<Vec<String>, RevisionError> {
        let items = self.list(expected)?.into_iter();
        items
            .map(|item| match item.value() {
                DeValue::String(text) => Ok(text.clone().into_owned()),
                _ => Err(item.wrong(expected)),
            })
            .collect()
    }

    pub(super) fn fields(
        &self,
        keys: &[&[&str]],
        expected: &str,
    ) -> Result<Fields<'a>, RevisionError> {
        let place = match self.place.as_str() {
            "" => self.key.clone(),
            place => format!("{place}: {}", self.key),
        };
        self.fields_of(&place, keys, expected)
    }

    /// As `fields`, where the place has a name of its own.
    pub(super) fn fields_of(
        &self,
        place: &str,
        keys: &[&[&str]],
        expected: &str,
    ) -> Result<Fields<'a>, RevisionError> {
        let table = self
            .value()
            .as_table()
            .ok_or_else(|| self.wrong(expected))?;
        Fields::open(self.source, table, self.value.span().start, place, keys)
    }
}

/// What stands there, in the words of a person.
fn found(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("the text {text:?}"),
        DeValue::Integer(number) => format!("the number {number}"),
        DeValue::Float(number) => format!("the number {number}"),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(moment) => format!("the time {moment}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
    }
}
