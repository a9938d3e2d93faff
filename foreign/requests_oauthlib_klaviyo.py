"""requests-oauthlib at an environment of the klaviyo dialect."""

import base64
import hashlib
import secrets

import requests_oauthlib
from _driver import callback_of, settings, tell
from oauthlib.oauth2 import OAuth2Error
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session

basic = HTTPBasicAuth(settings["client_id"], settings["client_secret"])
session = OAuth2Session(
    settings["client_id"], scope=settings["scope"].split(" "), redirect_uri=settings["redirect_uri"]
)
# Older versions have no PKCE of their own.
verifier = secrets.token_urlsafe(32)
digest = hashlib.sha256(verifier.encode("ascii")).digest()
challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")
url, _ = session.authorization_url(
    settings["authorize"], code_challenge=challenge, code_challenge_method="S256"
)
callback = callback_of(url)
first = dict(
    session.fetch_token(
        settings["token"], authorization_response=callback, code_verifier=verifier, auth=basic
    )
)
account = session.get(settings["api"] + "/accounts", headers={"revision": "2026-07-15"})
second = dict(
    session.refresh_token(settings["token"], refresh_token=first["refresh_token"], auth=basic)
)
revoked = session.post(
    settings["revoke"],
    data={"token": second["refresh_token"], "token_type_hint": "refresh_token"},
    auth=basic,
    withhold_token=True,
)
try:
    session.refresh_token(settings["token"], refresh_token=second["refresh_token"], auth=basic)
    refused = None
except OAuth2Error as error:
    refused = [error.error, error.description]
tell(
    version=requests_oauthlib.__version__,
    members=sorted(set(first.keys()) - {"expires_at"}),
    scope=" ".join(first["scope"]),
    account=account.status_code,
    same_refresh_token=first["refresh_token"] == second["refresh_token"],
    new_access_token=first["access_token"] != second["access_token"],
    revoked=[revoked.status_code, revoked.text],
    refused=refused,
)
