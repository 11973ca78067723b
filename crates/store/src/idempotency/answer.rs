//! How a request was answered.

use mercer_database::Json;
use sea_orm::DbErr;
use serde_json::Value;

/// An answer, to be given again word for word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// 100 to 599.
    pub status: u16,
    /// Names and values, in order.
    pub headers: Vec<(String, String)>,
    /// The body, empty or JSON; without the character U+0000.
    pub body: String,
}

impl Answer {
    pub(super) fn headers_as_json(&self) -> Json {
        Json(serde_json::json!(self.headers))
    }

    pub(super) fn body_as_json(&self) -> Json {
        Json(Value::String(self.body.clone()))
    }

    /// Reads the columns back.
    pub(super) fn of(
        status: i64,
        headers: Option<Json>,
        body: Option<Json>,
    ) -> Result<Self, DbErr> {
        let unreadable = |what: &str| DbErr::Type(format!("a recorded answer's {what} is damaged"));
        let headers = headers.map_or(Value::Null, |json| json.0);
        Ok(Answer {
            status: u16::try_from(status).map_err(|_| unreadable("status"))?,
            headers: serde_json::from_value(headers).map_err(|_| unreadable("headers"))?,
            body: match body {
                Some(Json(Value::String(body))) => body,
                _ => return Err(unreadable("body")),
            },
        })
    }
}
