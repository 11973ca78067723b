//! How long texts may be, and of which signs, by the names of their fields: a field of one name is
//! checked by the store alike wherever it stands. That these rules are the store's, no looser and no
//! stricter, `scripts/test-api-document` finds out.

use mercer_store::addresses::CountryCode;
use mercer_store::password::{MAX_BYTES, MIN_CHARACTERS};
use serde_json::{Value, json};

/// Texts without control characters, line breaks and tabs excepted.
const TEXT: &str = r"^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$";
/// The same with something to see in it.
const SAID: &str = r"^[^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*[^\s\u0000-\u001F\u007F-\u009F][^\u0000-\u0008\u000B-\u001F\u007F-\u009F]*$";
/// The same in one line.
const LINE: &str = r"^[^\u0000-\u001F\u007F-\u009F]*[^\s\u0000-\u001F\u007F-\u009F][^\u0000-\u001F\u007F-\u009F]*$";

/// No control characters at all.
const ONE_LINE: &str = r"^[^\u0000-\u001F\u007F-\u009F]*$";

/// What a text may be.
enum Rule {
    /// Any text of at most so many characters.
    Text(u32),
    /// One line of at most so many.
    Line(u32),
    /// Nothing but what this expression allows.
    Like(&'static str),
    /// What has a name of its own.
    Format(&'static str, u32),
    /// One of the countries.
    Country,
    /// A password to be.
    Password,
}

/// The name of the schema of countries.
const COUNTRY: &str = "Country";

/// ISO 3166-1, once for all addresses.
pub(super) fn countries() -> (String, Value) {
    let codes: Vec<_> = CountryCode::codes().collect();
    let says = "ISO 3166-1 alpha-2.";
    let schema = json!({ "type": "string", "description": says, "enum": codes });
    (COUNTRY.to_owned(), schema)
}

/// The rule for a field of the thing that is described under this name, if there is one.
// The first that fits holds, so equal rules cannot always stand together.
#[allow(clippy::match_same_arms)]
fn rule(thing: &str, field: &str) -> Option<Rule> {
    use Rule::{Country, Format, Like, Line, Password, Text};
    Some(match (thing, field) {
        (_, "username") => Like("^[A-Za-z0-9._-]{3,64}$"),
        (_, "email") => Format("email", 254),
        (_, "country") => Country,
        ("RedeemPasswordReset" | "PasswordResetForm", "password") => Password,
        (_, "last4") => Like("^[0-9]{4}$"),
        (_, "series") => Like("^[A-Z0-9]([A-Z0-9-]{0,22}[A-Z0-9])?$"),
        ("CreateTaxClass" | "PutTaxClass" | "PatchTaxClass", "code") => {
            Like("^[A-Za-z0-9_-]{1,32}$")
        }
        ("CreateApiKey" | "CreateOauthClient" | "PatchOauthClient", "name") => Line(64),
        ("CreateProduct" | "PutProduct" | "PatchProduct", "name") => Text(200),
        ("OpenCount" | "SendTransfer", "note") => Text(200),
        (_, "line1" | "line2" | "reason") => Text(200),
        (_, "city" | "state" | "name" | "first_name" | "last_name" | "carrier" | "counted_by") => {
            Text(100)
        }
        (_, "tracking_number") => Text(100),
        (_, "label") => Text(50),
        (_, "phone" | "phone_number" | "brand") => Text(32),
        (_, "zip_code") => Text(20),
        (_, "note") => Text(2_000),
        (_, "sku") => Line(64),
        (_, "barcode") => Line(32),
        (_, "provider") => Line(64),
        ("PayOrder" | "RecordPayment" | "AddPaymentMethod", "token") => Line(128),
        (_, "product_type") => Text(64),
        (_, "description") => Text(4_000),
        _ => return None,
    })
}

/// Adds to the schema of a thing what its texts may be.
pub(super) fn describe(thing: &str, schema: &mut Value) {
    for kind in ["oneOf", "anyOf", "allOf"] {
        let parts = schema.get_mut(kind).and_then(Value::as_array_mut);
        for part in parts.into_iter().flatten() {
            describe(thing, part);
        }
    }
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for (name, schema) in fields.into_iter().flatten() {
        one(thing, name, schema);
        if matches!(name.as_str(), "counted" | "reorder_point") {
            never_below_zero(schema);
        }
        let is_list = schema["type"] == "array" || schema["type"] == json!(["array", "null"]);
        if is_list
            && matches!(
                name.as_str(),
                "lines" | "scopes" | "addresses" | "customer_ids"
            )
        {
            schema["minItems"] = 1.into();
        }
    }
}

/// A quantity, as a number or as a text, that has no sign.
fn never_below_zero(schema: &mut Value) {
    let forms = schema.get_mut("anyOf").and_then(Value::as_array_mut);
    for form in forms.into_iter().flatten() {
        if form["type"] == "number" {
            form["minimum"] = 0.into();
        } else if let Some(pattern) = form["pattern"].as_str() {
            form["pattern"] = pattern.replacen("^-?", "^", 1).into();
        }
    }
}

/// The same for one text.
fn one(thing: &str, field: &str, schema: &mut Value) {
    let is_plain = |schema: &Value| {
        ["enum", "const", "format", "pattern"]
            .iter()
            .all(|key| schema[key].is_null())
    };
    let may_be_blank = schema["type"] == json!(["string", "null"]);
    let is_text = may_be_blank || schema["type"] == "string";
    if !is_text || !is_plain(schema) {
        return;
    }
    let Some(rule) = rule(thing, field) else {
        return;
    };
    let known = match rule {
        Rule::Text(max) if may_be_blank => json!({ "pattern": TEXT, "maxLength": max }),
        Rule::Text(max) => json!({ "pattern": SAID, "maxLength": max }),
        Rule::Line(max) => json!({ "pattern": LINE, "maxLength": max }),
        Rule::Like(pattern) => json!({ "pattern": pattern }),
        Rule::Format(format, max) => json!({ "format": format, "maxLength": max }),
        Rule::Password => json!({
            "format": "password", "pattern": ONE_LINE,
            "minLength": MIN_CHARACTERS, "maxLength": MAX_BYTES,
        }),
        Rule::Country => {
            *schema = json!({ "$ref": format!("#/components/schemas/{COUNTRY}") });
            return;
        }
    };
    for (name, value) in known.as_object().into_iter().flatten() {
        schema[name] = value.clone();
    }
}
