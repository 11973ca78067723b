//! A walk over all routes with ids that are not one's own.
//!
//! Everything is found by itself: the routes are the router's, the places of ids are the document's
//! (whatever is called `id` or ends with `_id` or `_ids`), and bodies are its examples. At each place
//! the answer to another customer's id is compared with the answer to the id of nothing.

use axum::http::Method;
use serde_json::{Value, json};

use super::shop::{MINE, NOTHING, THEIRS};
use crate::api::routes::Routes;
use crate::api::testing::{Answered, TestApi};

/// The routes, and the document of them.
pub(super) struct Walk {
    routes: Vec<(Method, &'static str)>,
    document: Value,
}

impl Walk {
    /// Over these routes, which the API answers from now on.
    pub(super) fn of(routes: Routes, api: &mut TestApi) -> Self {
        let listed = routes.listed().iter();
        let listed = listed.map(|(method, path, _)| (method.clone(), *path));
        let listed = listed.collect();
        let (served, document) = routes.finish();
        api.answer_by(served);
        Walk {
            routes: listed,
            document,
        }
    }

    /// What is found, with its place.
    pub(super) async fn through(&self, api: &TestApi) -> Vec<String> {
        let mut found = Vec::new();
        for (method, path) in &self.routes {
            let operation = &self.document["paths"][path][method.as_str().to_ascii_lowercase()];
            let step = Step {
                walk: self,
                api,
                method,
                path,
                operation,
            };
            step.path(&mut found).await;
            step.query(&mut found).await;
            step.body(&mut found).await;
        }
        found
    }

    /// A schema, and not a reference to one.
    fn schema<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema["$ref"].as_str() {
            Some(reference) => self.document.pointer(&reference[1..]).unwrap_or(schema),
            None => schema,
        }
    }

    /// Where ids stand in what is so described, as JSON pointers.
    fn ids(&self, schema: &Value, at: &str, places: &mut Vec<String>) {
        let schema = self.schema(schema);
        for kind in ["anyOf", "oneOf", "allOf"] {
            for one in schema[kind].as_array().into_iter().flatten() {
                self.ids(one, at, places);
            }
        }
        if schema["items"].is_object() {
            self.ids(&schema["items"], &format!("{at}/0"), places);
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{at}/{name}");
            if name == "id" || name.ends_with("_id") {
                places.push(place);
            } else if name.ends_with("_ids") {
                places.push(place + "/0");
            } else {
                self.ids(property, &place, places);
            }
        }
    }
}

/// One route.
struct Step<'a> {
    walk: &'a Walk,
    api: &'a TestApi,
    method: &'a Method,
    path: &'static str,
    operation: &'a Value,
}

impl Step<'_> {
    /// Each id of the address, the others being one's own or theirs as well.
    async fn path(&self, found: &mut Vec<String>) {
        let names = self.path.split('/').filter(|part| part.ends_with("id}"));
        for name in names {
            for other in [MINE, THEIRS] {
                let path = |id: i64| {
                    let path = self.path.replace(name, &id.to_string());
                    filled(&path, other)
                };
                let theirs = self.ask(&path(THEIRS), self.example()).await;
                let nothing = self.ask(&path(NOTHING), self.example()).await;
                self.compare(name, &theirs, &nothing, found);
            }
            let mine = filled(self.path, MINE);
            if self.method == Method::GET && self.is_of_customers() {
                // What is theirs is there: to refuse everything would be no proof.
                let mine = self.ask(&mine, None).await;
                if !mine.status.is_success() {
                    found.push(format!("{} by {name}: {mine:?}", self.name()));
                }
            }
        }
    }

    /// Each parameter of the query that is an id.
    async fn query(&self, found: &mut Vec<String>) {
        let parameters = self.operation["parameters"].as_array();
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default();
            if parameter["in"] != "query" || !name.ends_with("_id") {
                continue;
            }
            let path = |id: i64| format!("{}?{name}={id}", filled(self.path, MINE));
            let theirs = self.ask(&path(THEIRS), self.example()).await;
            let nothing = self.ask(&path(NOTHING), self.example()).await;
            self.compare(&format!("?{name}"), &theirs, &nothing, found);
        }
    }

    /// Each id in the body.
    async fn body(&self, found: &mut Vec<String>) {
        let mut places = Vec::new();
        let schema = &self.operation["requestBody"]["content"]["application/json"]["schema"];
        self.walk.ids(schema, "", &mut places);
        let path = filled(self.path, MINE);
        for place in places {
            let Some(example) = self.example_with(&place) else {
                found.push(format!(
                    "{} by {place}: its body needs an example in the document",
                    self.name()
                ));
                continue;
            };
            let with = |id: i64| Some(with_id(example.clone(), &place, id));
            let theirs = self.ask(&path, with(THEIRS)).await;
            let nothing = self.ask(&path, with(NOTHING)).await;
            self.compare(&place, &theirs, &nothing, found);
            if nothing.status == 403 || nothing.body.to_string().contains(&NOTHING.to_string()) {
                continue;
            }
            // The id is looked at: it is named by the refusal, or one's own, or one that is
            // everybody's, is answered otherwise.
            let mine = self.ask(&path, with(MINE)).await;
            let everybodys = self.ask(&path, with(1)).await;
            let nothing = masked(&nothing);
            let everybodys = masked(&everybodys).replace("id 1", "id ..");
            if masked(&mine) == nothing && everybodys == nothing {
                found.push(format!(
                    "{} by {place}: with no id does it get as far as the id: {nothing}",
                    self.name()
                ));
            }
        }
    }

    /// The first example of its body.
    fn example(&self) -> Option<Value> {
        self.example_with("")
    }

    /// The first example of its body in which something stands there, or else the first one; it is
    /// oneself whom it names.
    fn example_with(&self, place: &str) -> Option<Value> {
        let schema = &self.operation["requestBody"]["content"]["application/json"]["schema"];
        let examples = self.walk.schema(schema)["examples"].as_array()?;
        let mut fitting = examples.iter().filter(|one| one.pointer(place).is_some());
        let mut example = fitting.next().or(examples.first())?.clone();
        if example.get("customer_id").is_some() {
            example["customer_id"] = json!(MINE);
        }
        Some(example)
    }

    fn is_of_customers(&self) -> bool {
        let who = self.operation["description"].as_str().unwrap_or_default();
        who.contains("or a customer")
    }

    async fn ask(&self, path: &str, body: Option<Value>) -> Answered {
        let request = format!("{} {path}", self.method);
        let any_version = [("if-match", "*")];
        let headers: &[_] = if self.method == Method::GET {
            &[]
        } else {
            &any_version
        };
        self.api
            .send(&request, headers, &body.unwrap_or_default())
            .await
    }

    fn compare(&self, place: &str, theirs: &Answered, nothing: &Answered, found: &mut Vec<String>) {
        let (theirs, nothing) = (masked(theirs), masked(nothing));
        let finding = format!(
            "{} by {place}: theirs is answered {theirs}, nothing is answered {nothing}",
            self.name()
        );
        let is_known = found
            .iter()
            .any(|known| known.starts_with(&self.prefix(place)));
        if theirs != nothing && !is_known {
            found.push(finding);
        }
    }

    fn prefix(&self, place: &str) -> String {
        format!("{} by {place}: ", self.name())
    }

    fn name(&self) -> String {
        format!("{} {}", self.method, self.path)
    }
}

/// The address with this id in the place of each.
fn filled(path: &str, id: i64) -> String {
    let parts = path.split('/').map(|part| match part {
        part if part.ends_with("id}") => id.to_string(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The body with this id there, and whatever has to be around it.
fn with_id(mut body: Value, place: &str, id: i64) -> Value {
    let mut here = &mut body;
    for part in place.split('/').skip(1) {
        here = if part == "0" {
            if !here.is_array() {
                *here = json!([null]);
            }
            &mut here[0]
        } else {
            if !here.is_object() {
                *here = json!({});
            }
            &mut here[part]
        };
    }
    *here = json!(id);
    body
}

/// Status, version, place and body of an answer, but for ids.
fn masked(answered: &Answered) -> String {
    let headers = ["etag", "location"].map(|name| answered.header(name));
    let text = format!("{} {headers:?} {}", answered.status, answered.body);
    let ids = [THEIRS, MINE, NOTHING].map(|id| id.to_string());
    ids.iter().fold(text, |text, id| text.replace(id, ".."))
}
