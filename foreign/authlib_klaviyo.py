"""Authlib's client for Requests, at an environment of the klaviyo dialect."""

import authlib
from _driver import callback_of, settings, tell
from authlib.common.security import generate_token
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session

session = OAuth2Session(
    settings["client_id"],
    settings["client_secret"],
    scope=settings["scope"],
    redirect_uri=settings["redirect_uri"],
    code_challenge_method="S256",
    token_endpoint_auth_method="client_secret_basic",
)
verifier = generate_token(48)
url, state = session.create_authorization_url(settings["authorize"], code_verifier=verifier)
callback = callback_of(url)
first = session.fetch_token(
    settings["token"], authorization_response=callback, state=state, code_verifier=verifier
)
account = session.get(settings["api"] + "/accounts", headers={"revision": "2026-07-15"})
second = session.refresh_token(settings["token"], refresh_token=first["refresh_token"])
revoked = session.revoke_token(
    settings["revoke"], token=second["refresh_token"], token_type_hint="refresh_token"
)
try:
    session.refresh_token(settings["token"], refresh_token=second["refresh_token"])
    refused = None
except OAuthError as error:
    refused = [error.error, error.description]
tell(
    version=authlib.__version__,
    # expires_at is the library's own.
    members=sorted(set(first.keys()) - {"expires_at"}),
    scope=first["scope"],
    account=account.status_code,
    same_refresh_token=first["refresh_token"] == second["refresh_token"],
    new_access_token=first["access_token"] != second["access_token"],
    revoked=[revoked.status_code, revoked.text],
    refused=refused,
)
