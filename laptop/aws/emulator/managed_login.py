"""What Cognito's own pages need of the emulator: passwords, second factors and tokens of a pool's users; and the rotation of refresh
tokens, which the emulator's app clients lack.

The pages themselves are the gateway's (src/gateway/sign-in). The emulator's pages have no domain, ask for no second factor, and rotate nothing.
"""

import base64
import json
import secrets
import time

from ministack.core.responses import json_response, new_uuid, request_scope
from ministack.services import cognito
from ministack.services.cloudformation import provisioners
from private_names import replace, require

ROTATION = "RefreshTokenRotation"


def domain(body):
    """{domain} -> {accountId, region, poolId} of the pool that has the domain, or {}."""
    for (account, region, pool_id), pool in cognito._user_pools.all_items():
        if body["domain"] in (pool.get("Domain"), pool.get("CustomDomain")):
            return 200, {"accountId": account, "region": region, "poolId": pool_id}
    return 200, {}


def _user(pool, username):
    user, missing = cognito._resolve_user(pool, username)
    return None if missing else user


def _password(pool, body):
    """{username, password} -> {username, status, hasFactor} or {refused}."""
    user, refused = cognito._authenticate_hosted_ui_user(pool, body["username"], body["password"])
    if refused:
        return {"refused": refused}
    return {
        "username": user["Username"],
        "status": user["UserStatus"],
        "hasFactor": "SOFTWARE_TOKEN_MFA" in user.get("_mfa_enabled", []),
    }


def _factor(pool, body):
    """{username, code, secret?} -> {verified}. A secret becomes the person's own once a code of it was shown."""
    user = _user(pool, body["username"])
    secret = body.get("secret") or (user or {}).get("_totp_secret")
    if user is None or not cognito._totp_matches(secret, body["code"]):
        return {"verified": False}
    if body.get("secret"):
        user["_totp_secret"] = secret
        user["_mfa_enabled"] = sorted({*user.get("_mfa_enabled", []), "SOFTWARE_TOKEN_MFA"})
        user["_preferred_mfa"] = "SOFTWARE_TOKEN_MFA"
    return {"verified": True}


def _secret(_pool, _body):
    return {"secret": base64.b32encode(secrets.token_bytes(20)).decode()}


def _as_oauth(result):
    names = {"AccessToken": "access_token", "IdToken": "id_token", "RefreshToken": "refresh_token", "ExpiresIn": "expires_in"}
    return {"token_type": "Bearer", **{name: result[key] for key, name in names.items() if key in result}}


def _tokens(pool, body):
    """{clientId, username, scope, nonce} -> tokens as the token endpoint answers them."""
    user = _user(pool, body["username"])
    if user is None or not user.get("Enabled", True):
        return {"error": "invalid_grant"}
    result = cognito._build_auth_result(
        pool["Id"], body["clientId"], user, nonce=body.get("nonce", ""), trigger_source="TokenGeneration_HostedAuth", scope=body["scope"]
    )
    return _as_oauth(result)


# Refresh tokens that have a successor, by the second at which they got it.
_rotated_at = {}


def _rotated(pool, token):
    """The token's successor, which ends when the token would have."""
    _rotated_at.setdefault(token, time.time())
    claims = cognito._token_claims(token)
    return cognito._signed_jwt({**claims, "iat": int(time.time()), "jti": new_uuid()}, pool["Id"], "access")


def _is_used_up(token, rotation):
    """A token that has a successor is good for the grace period, where the client has one."""
    return token in _rotated_at and time.time() >= _rotated_at[token] + rotation.get("RetryGracePeriodSeconds", 0)


def _refresh(pool, body):
    """{clientId, token} -> new tokens; with a new refresh token where the client rotates them."""
    client = pool["_clients"][body["clientId"]]
    rotation = client.get(ROTATION) or {}
    if cognito._token_claims(body["token"]).get("exp", 0) <= time.time() or _is_used_up(body["token"], rotation):
        return {"error": "invalid_grant"}
    result, refused = cognito._refresh_auth_result(pool, pool["Id"], body["clientId"], body["token"])
    if refused:
        return {"error": "invalid_grant"}
    if rotation.get("Feature") == "ENABLED":
        result["RefreshToken"] = _rotated(pool, body["token"])
    return _as_oauth(result)


def _machine(pool, body):
    """{clientId, scope} -> an access token of the client's own, by client_credentials. The gateway has compared the secret.

    Only a client with a secret may ask, and only for scopes of a resource server (Cognito developer guide, "Scopes, M2M, and APIs with
    resource servers").
    """
    client_id, scope = body["clientId"], body.get("scope")
    client = pool["_clients"][client_id]
    if not client.get("ClientSecret"):
        return {"error": "invalid_client"}
    refused = cognito._client_credentials_scope_error(pool, client, scope)
    if refused:
        return json.loads(refused[2])
    granted = cognito._granted_scopes(client, scope, "client_credentials")
    token = cognito._fake_token(client_id, pool["Id"], client_id, "access", trigger_source="TokenGeneration_ClientCredentials", scope=granted)
    return {"access_token": token, "token_type": "Bearer", "expires_in": cognito._token_validity(pool["Id"], client_id, "access")}


WORK = {"machine": _machine, "password": _password, "factor": _factor, "secret": _secret, "tokens": _tokens, "refresh": _refresh}


def sign_in(body):
    """{poolId, accountId, region, work, …} -> what the page needs to go on. Only for the gateway: nobody asks for a role here."""
    with request_scope(body["accountId"], body["region"]):
        return 200, WORK[body["work"]](cognito._user_pools[body["poolId"]], body)


def _keeping_rotation(original):
    """https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_RefreshTokenRotationType.html"""

    def keep(data):
        status, headers, answer = original(data)
        if status != 200:
            return status, headers, answer
        client_id = json.loads(answer)["UserPoolClient"]["ClientId"]
        client = cognito._user_pools[data["UserPoolId"]]["_clients"][client_id]
        if ROTATION in data:
            client[ROTATION] = data[ROTATION]
        return json_response({"UserPoolClient": {key: value for key, value in client.items() if value is not None and not key.startswith("_")}})

    return keep


def _without_branding(original):
    """What the emulator keeps on a client for itself is no part of its description."""

    def describe(data):
        status, headers, answer = original(data)
        if status != 200:
            return status, headers, answer
        client = json.loads(answer)["UserPoolClient"]
        return json_response({"UserPoolClient": {key: value for key, value in client.items() if not key.startswith("_")}})

    return describe


def install():
    require(
        cognito, "_user_pools", "_resolve_user", "_resolve_pool", "_authenticate_hosted_ui_user", "_totp_matches", "_build_auth_result",
        "_refresh_auth_result", "_client_credentials_scope_error", "_granted_scopes", "_fake_token", "_token_validity", "_token_claims", "_revoked_tokens", "_signed_jwt",
    )  # fmt: skip
    require(provisioners, "_COGNITO_USER_POOL_CLIENT_UPDATABLE")
    for name in ("_create_user_pool_client", "_update_user_pool_client"):
        replace(cognito, name, _keeping_rotation)
    replace(cognito, "_describe_user_pool_client", _without_branding)
    provisioners._COGNITO_USER_POOL_CLIENT_UPDATABLE[ROTATION] = {"Feature": "DISABLED"}
