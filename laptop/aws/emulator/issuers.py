"""Issuers of tokens that JWT authorizers of HTTP APIs verify, other than user pools: by the gateway, which knows what answers a name.

API Gateway asks an issuer when an authorizer is made, and refuses one that does not answer. Its guide does not say so, its error does:
"Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'".
"""

import json
import os
import urllib.error

from ministack.services import apigateway
from ministack.services.cloudformation import provisioners
from private_names import replace, require

GATEWAY = os.environ["LAPTOP_GATEWAY_URL"]
DISCOVERY = "/.well-known/openid-configuration"


def _by_gateway(original):
    def open_url(request_or_url, timeout_seconds):
        if isinstance(request_or_url, str) and request_or_url.startswith("https://"):
            request_or_url = f"{GATEWAY}/_aws/at/{request_or_url.removeprefix('https://')}"
        return original(request_or_url, timeout_seconds)

    return open_url


def _answers(issuer):
    try:
        _, _, body = apigateway._urlopen_sync(f"{issuer.rstrip('/')}{DISCOVERY}", apigateway._JWKS_TIMEOUT_SECONDS)
        return bool(json.loads(body).get("jwks_uri"))
    except (OSError, ValueError, urllib.error.HTTPError):
        return False


def _is_pool(issuer):
    return issuer.startswith("https://cognito-idp.") and ".amazonaws.com/" in issuer


def refusal(issuer):
    """What API Gateway says of an issuer that is none; None for one that answers, and for a user pool, which it knows."""
    if not issuer or _is_pool(issuer) or _answers(issuer):
        return None
    return (
        f"Caught exception when connecting to {issuer.rstrip('/')}{DISCOVERY} for issuer {issuer}. Please try again later. "
        f"Error: Invalid issuer: {issuer}. Issuer must have a valid discovery endpoint ended with '{DISCOVERY}'"
    )


def _called(original):
    def call(api_id, *rest):
        *_, data = rest
        if message := refusal((data.get("jwtConfiguration") or {}).get("issuer", "")):
            return apigateway._apigw_error("BadRequestException", message, 400)
        return original(api_id, *rest)

    return call


def _declared(original):
    def provision(*given):
        *_, props, _stack_name = given
        if message := refusal((props.get("JwtConfiguration") or {}).get("Issuer", "")):
            raise ValueError(message)
        return original(*given)

    return provision


def install():
    require(apigateway, "_urlopen_sync", "_JWKS_TIMEOUT_SECONDS", "_apigw_error")
    replace(apigateway, "_urlopen_sync", _by_gateway)
    for name in ("_create_authorizer", "_update_authorizer"):
        replace(apigateway, name, _called)
    handler = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Authorizer"]
    for name in ("create", "update"):
        handler[name] = _declared(handler[name])
