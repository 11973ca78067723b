//! `/oauth/authorize`: somebody allows a client to act for them.
//!
//! They sign in on the page each time, so that there is no cookie by which another page could say
//! yes for them. The form is only taken from the browser that the page was shown to.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use mercer_store::oauth_clients::authorization_codes::{self, IssueCode};
use mercer_store::oauth_clients::{self, OauthClient, OauthClientError};
use mercer_store::password::Password;
use mercer_store::throttles::Kind;
use schemars::JsonSchema;
use serde::Deserialize;

use super::answer::Refused;
use super::form::Form;
use super::token::scopes;
use crate::api::Answer;
use crate::api::access::Caller;
use crate::api::authentication::{Client, Unrecorded, chance, forget_attempts, throttle};
use crate::api::document::{Input, Operation, Schemas};
use crate::api::page::{Page, escaped, whole};
use crate::api::problem::Problem;
use crate::api::sessions::{AccountKind, account, known};

const COOKIE: &str = "mercer_authorize";

/// What a client asks for: the query of the page, and again in its form.
#[derive(Clone, Default, Deserialize, JsonSchema)]
#[schemars(rename = "OauthAuthorization")]
pub(super) struct Asked {
    response_type: Option<String>,
    client_id: Option<String>,
    redirect_uri: Option<String>,
    scope: Option<String>,
    /// Comes back to the client as it is.
    state: Option<String>,
    /// The S256 challenge of RFC 7636.
    code_challenge: Option<String>,
    code_challenge_method: Option<String>,
}

/// The form of the page.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "OauthDecision")]
// The names of the form.
#[allow(clippy::struct_field_names)]
pub(super) struct Decision {
    #[serde(flatten)]
    asked: Asked,
    /// What the page was shown with, in the cookie too.
    csrf: Option<String>,
    kind: Option<AccountKind>,
    username: Option<String>,
    password: Option<String>,
    /// `allow` or `deny`.
    decision: Option<String>,
}

/// The query of the page.
pub(super) struct Query(Asked);

/// What the page was shown with, as the browser kept it.
pub(super) struct Shown(Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Page;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Page> {
        serde_urlencoded::from_str(parts.uri.query().unwrap_or_default())
            .map(Query)
            .map_err(|error| Page::refusal(&error.to_string()))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Shown {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let cookies = parts.headers.get_all(header::COOKIE).iter();
        let texts = cookies.filter_map(|value| value.to_str().ok());
        let mut pairs = texts
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='));
        let shown = pairs.find(|(name, _)| *name == COOKIE);
        Ok(Shown(shown.map(|(_, value)| value.to_owned())))
    }
}

impl Input for Query {
    fn describe(operation: &mut Operation, _: &mut Schemas) {
        for (name, says) in [
            ("response_type", "Always `code`."),
            ("client_id", "The client."),
            ("redirect_uri", "Where to send the person back to."),
            ("scope", "Permissions with spaces between; all if nothing."),
            ("state", "Comes back as it is."),
            ("code_challenge", "The S256 challenge of RFC 7636."),
            ("code_challenge_method", "Always `S256`."),
        ] {
            let schema = serde_json::json!({ "type": "string" });
            operation.parameter("query", name, schema, says);
        }
    }
}

impl Input for Shown {
    fn describe(_: &mut Operation, _: &mut Schemas) {}
}

/// A request whose client and redirect URI are right: what else is wrong, the client is told.
struct Request {
    client: OauthClient,
    redirect_uri: String,
    asked: Asked,
}

impl Request {
    /// # Errors
    /// A page for the person: they are not sent to where no client of ours is.
    async fn of(caller: &Caller, asked: Asked) -> Answer<Result<Self, Page>> {
        let id = asked.client_id.as_deref().unwrap_or_default();
        let client = oauth_clients::find(caller.store(), id).await?;
        let Some(client) = client.filter(|client| client.active) else {
            return Ok(Err(Page::refusal(
                "There is no client with this client_id.",
            )));
        };
        let redirect_uri = asked.redirect_uri.clone().unwrap_or_default();
        if !client.redirect_uris().contains(&redirect_uri.as_str()) {
            let why = "The redirect_uri is none of those of the client.";
            return Ok(Err(Page::refusal(why)));
        }
        Ok(Ok(Request {
            client,
            redirect_uri,
            asked,
        }))
    }

    /// What is wrong with the rest of it.
    fn check(&self) -> Result<(), Refused> {
        let invalid = |why: &str| Err(Refused::new("invalid_request", why));
        if self.asked.response_type.as_deref() != Some("code") {
            let why = "response_type has to be code";
            return Err(Refused::new("unsupported_response_type", why));
        }
        if self.asked.code_challenge_method.as_deref() != Some("S256") {
            return invalid("code_challenge_method has to be S256");
        }
        if self.asked.code_challenge.is_none() {
            return invalid("code_challenge is missing");
        }
        let asked = scopes(self.asked.scope.as_deref().unwrap_or_default())?;
        let allowed = self.client.permissions();
        match asked.iter().find(|scope| !allowed.contains(scope)) {
            Some(scope) => {
                let why = format!("the client may not ask for the scope {scope}");
                Err(Refused::new("invalid_scope", why))
            }
            None => Ok(()),
        }
    }

    /// Back to the client, with these parameters.
    fn back(&self, caller: &Caller, parameters: &[(&str, &str)]) -> Page {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(parameters);
        if let Some(state) = &self.asked.state {
            query.append_pair("state", state);
        }
        query.append_pair("iss", caller.authentication().public_url());
        let mark = if self.redirect_uri.contains('?') {
            '&'
        } else {
            '?'
        };
        Page::Back(format!("{}{mark}{}", self.redirect_uri, query.finish()))
    }

    fn refused(&self, caller: &Caller, refused: &Refused) -> Page {
        let description = refused.error_description.as_str();
        self.back(
            caller,
            &[("error", refused.error), ("error_description", description)],
        )
    }

    /// The form, with a word on what went wrong before.
    fn page(&self, caller: &Caller, wrong: Option<&str>) -> Page {
        let csrf = chance();
        let text = whole("Allow access?", &self.form(&csrf, wrong));
        let secure = if caller.authentication().public_url().starts_with("https:") {
            "; Secure"
        } else {
            ""
        };
        let cookie =
            format!("{COOKIE}={csrf}; Path=/oauth/authorize; HttpOnly; SameSite=Strict{secure}");
        Page::Html {
            status: StatusCode::OK,
            text,
            cookie: Some(cookie),
        }
    }

    fn form(&self, csrf: &str, wrong: Option<&str>) -> String {
        let asked = &self.asked;
        let hidden = [
            ("csrf", Some(csrf)),
            ("response_type", asked.response_type.as_deref()),
            ("client_id", asked.client_id.as_deref()),
            ("redirect_uri", asked.redirect_uri.as_deref()),
            ("scope", asked.scope.as_deref()),
            ("state", asked.state.as_deref()),
            ("code_challenge", asked.code_challenge.as_deref()),
            (
                "code_challenge_method",
                asked.code_challenge_method.as_deref(),
            ),
        ];
        let hidden = hidden.into_iter().filter_map(|(name, value)| {
            let value = escaped(value?);
            Some(format!(
                "<input type=\"hidden\" name=\"{name}\" value=\"{value}\">\n"
            ))
        });
        let hidden: String = hidden.collect();
        let scopes = match asked.scope.as_deref().map(str::trim) {
            Some(scope) if !scope.is_empty() => escaped(scope),
            _ => escaped(&self.client.scopes),
        };
        let wrong = wrong.map(|wrong| format!("<p role=\"alert\">{}</p>\n", escaped(wrong)));
        let (wrong, name) = (wrong.unwrap_or_default(), escaped(&self.client.name));
        format!(
            "<p><strong>{name}</strong> asks to act for you, at most with: <code>{scopes}</code>. \
             Sign in to allow it.</p>\n{wrong}\
             <form method=\"post\" action=\"/oauth/authorize\">\n{hidden}\
             <label>Account <select name=\"kind\"><option value=\"staff\">Staff</option>\
             <option value=\"customer\">Customer</option></select></label>\n\
             <label>User name or e-mail <input name=\"username\" autocomplete=\"username\">\
             </label>\n\
             <label>Password <input name=\"password\" type=\"password\" \
             autocomplete=\"current-password\"></label>\n\
             <button name=\"decision\" value=\"allow\">Sign in and allow</button>\n\
             <button name=\"decision\" value=\"deny\">Deny</button>\n</form>"
        )
    }
}

/// The page.
pub(super) async fn show(caller: Caller, Query(asked): Query) -> Answer<Page> {
    let request = match Request::of(&caller, asked).await? {
        Ok(request) => request,
        Err(page) => return Ok(page),
    };
    Ok(match request.check() {
        Ok(()) => request.page(&caller, None),
        Err(refused) => request.refused(&caller, &refused),
    })
}

/// What somebody says on the page.
pub(super) async fn decide(
    request: Unrecorded,
    client: Client,
    Shown(shown): Shown,
    Form(input): Form<Decision>,
) -> Answer<Page> {
    let caller = request.caller();
    let asked = match Request::of(caller, input.asked).await? {
        Ok(asked) => asked,
        Err(page) => return Ok(page),
    };
    if let Err(refused) = asked.check() {
        return Ok(asked.refused(caller, &refused));
    }
    if shown.is_none() || shown != input.csrf {
        let why = "The page was not shown to this browser, or another one since; try again.";
        return Ok(asked.page(caller, Some(why)));
    }
    if input.decision.as_deref() != Some("allow") {
        let refused = Refused::new("access_denied", "the person did not allow it");
        return Ok(asked.refused(caller, &refused));
    }
    let kind = input.kind.unwrap_or(AccountKind::Customer);
    let name = input.username.unwrap_or_default();
    let password = input.password.unwrap_or_default();
    let store = caller.store();
    let account = account(kind, &name);
    let counted = (Kind::SignInAccount, account.as_str());
    throttle(store, &client, Kind::SignInAddress, Some(counted)).await?;
    let Some((subject, _)) = known(store, kind, name, Password::claimed(&password)?).await? else {
        let why = "There is no active account with this name and this password.";
        return Ok(asked.page(caller, Some(why)));
    };
    forget_attempts(store, Kind::SignInAccount, &account).await;
    let issue = IssueCode {
        client: asked.client.clone(),
        subject,
        redirect_uri: asked.redirect_uri.clone(),
        scopes: scopes(asked.asked.scope.as_deref().unwrap_or_default()).unwrap_or_default(),
        code_challenge: asked.asked.code_challenge.clone().unwrap_or_default(),
    };
    match authorization_codes::issue(store, issue).await {
        Ok(code) => Ok(asked.back(caller, &[("code", code.reveal())])),
        Err(OauthClientError::Invalid(invalid)) => {
            let refused = Refused::new("invalid_request", invalid.to_string());
            Ok(asked.refused(caller, &refused))
        }
        Err(error) => Err(Problem::from(error)),
    }
}
