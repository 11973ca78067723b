//! Pages: plain HTML, which needs no script.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::api::document::{Operation, Output, Schemas};

/// A page, or the way back to the client.
pub(in crate::api) enum Page {
    /// A page.
    Html {
        status: StatusCode,
        text: String,
        /// What the browser is to send along with the form.
        cookie: Option<String>,
    },
    /// Back to the client.
    Back(String),
}

impl Page {
    /// A page that tells why nothing comes of it.
    pub(in crate::api) fn refusal(why: &str) -> Self {
        let text = whole("This does not work", &format!("<p>{}</p>", escaped(why)));
        Page::Html {
            status: StatusCode::BAD_REQUEST,
            text,
            cookie: None,
        }
    }
}

/// Nobody else may put the page into a frame, and nothing is fetched for it. Where the form may
/// lead is left open: browsers count the way back to the client as part of it.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; \
                      frame-ancestors 'none'";

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let mut response = match self {
            Page::Html {
                status,
                text,
                cookie,
            } => {
                let html = HeaderValue::from_static("text/html; charset=utf-8");
                let mut response = (status, [(header::CONTENT_TYPE, html)], text).into_response();
                let cookie = cookie.and_then(|cookie| HeaderValue::try_from(cookie).ok());
                if let Some(cookie) = cookie {
                    response.headers_mut().insert(header::SET_COOKIE, cookie);
                }
                response
            }
            Page::Back(to) => match HeaderValue::try_from(to) {
                Ok(to) => (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response(),
                Err(_) => StatusCode::BAD_REQUEST.into_response(),
            },
        };
        let headers = response.headers_mut();
        for (name, value) in [
            (header::CONTENT_SECURITY_POLICY, POLICY),
            (header::X_FRAME_OPTIONS, "DENY"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CACHE_CONTROL, "no-store"),
            (HeaderName::from_static("x-content-type-options"), "nosniff"),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

impl Output for Page {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        let html = || {
            let schema = serde_json::json!({ "schema": { "type": "string" } });
            Some(serde_json::json!({ "text/html; charset=utf-8": schema }))
        };
        operation.answer(StatusCode::OK, "A page with a form.", &[], html());
        let says = "What is wrong, for the person to read.";
        operation.answer(StatusCode::BAD_REQUEST, says, &[], html());
        let headers = [("Location", "The client, with a code or with an error.")];
        operation.answer(StatusCode::SEE_OTHER, "Back to the client.", &headers, None);
    }
}

/// A whole document.
pub(in crate::api) fn whole(title: &str, body: &str) -> String {
    let title = escaped(title);
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n\
         <style>body{{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:3rem auto;\
         padding:0 1rem}}label,input,select{{display:block;width:100%;box-sizing:border-box}}\
         input,select{{padding:.5rem;margin-bottom:1rem}}button{{padding:.5rem 1rem}}</style>\n\
         </head>\n<body>\n<main>\n<h1>{title}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
}

/// A text as it may stand in HTML, between tags and in quotes.
pub(in crate::api) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
