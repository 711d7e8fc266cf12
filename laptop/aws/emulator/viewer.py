"""What browsers see: names in the public zones, CloudFront distributions and HTTP APIs of any account.

Viewers sign nothing, so the gateway says in headers which account (and distribution) a request is for. A distribution's origin may
be an HTTP API by its AWS address, which the emulator refuses to call: it is answered in process.
"""

import re
from urllib.parse import parse_qs, unquote

from ministack import app
from ministack.core.iam_evaluator import pin_request_origin
from ministack.core.responses import request_scope, set_request_account_id
from ministack.core.sigv4 import decode_header_value
from ministack.services import apigateway, cloudfront, cognito, route53
from private_names import replace, require

EXECUTE_API = re.compile(r"^([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com$")


def _absolute(name):
    return name.lower().rstrip(".") + "."


def _zone_records(account, name):
    """The records at a name in the account's public zones; a wildcard's when there is none of its own."""
    wildcard = "*." + name.split(".", 1)[1]
    for wanted in (name, wildcard):
        found = [
            record
            for (owner, zone_id), zone in list(route53._zones._data.items())
            if owner == account and not (zone.get("Config") or zone.get("config") or {}).get("PrivateZone")
            for record in route53._records._data.get((owner, zone_id), [])
            if _absolute(record.get("Name", "").replace("\\052", "*")) == wanted and record.get("Type") in ("A", "AAAA", "CNAME")
        ]
        if found:
            return found
    return []


def _target(record):
    alias = (record.get("AliasTarget") or {}).get("DNSName")
    values = record.get("ResourceRecords") or []
    first = values[0] if values else ""
    return _absolute(alias or (first.get("Value", "") if isinstance(first, dict) else first))


def _distribution(domain):
    for (account, distribution_id), record in list(cloudfront._distributions._data.items()):
        if _absolute(record.get("DomainName", "")) == domain:
            return account, distribution_id, record
    return None


def _error_ttls(config):
    """Seconds for which the distribution wants errors kept, by status: where it says so."""
    errors = cloudfront._find(config, "CustomErrorResponses")
    items = cloudfront._find(errors, "Items") if errors is not None else None
    found = {cloudfront._text(item, "ErrorCode"): cloudfront._text(item, "ErrorCachingMinTTL") for item in (items if items is not None else ())}
    return {code: int(seconds) for code, seconds in found.items() if seconds}


def resolve(body):
    """Where a name in the account's zone leads.

    {name, account} -> {target?, distribution?: {id, accountId, enabled, aliases, webAclId, errorTtls}}
    """
    name = _absolute(body["name"])
    targets = [_target(record) for record in _zone_records(body["account"], name)] if not body.get("direct") else [name]
    for target in targets:
        found = _distribution(target)
        if found:
            account, distribution_id, record = found
            with request_scope(account, "us-east-1"):
                config = cloudfront._dist_config_el(record)
                enabled = cloudfront._text(config, "Enabled") == "true"
                aliases = cloudfront._get_distribution_aliases(record)
            return 200, {
                "target": target,
                "distribution": {
                    "id": distribution_id,
                    "accountId": account,
                    "enabled": enabled,
                    "aliases": list(aliases),
                    "webAclId": cloudfront._text(config, "WebACLId"),
                    "errorTtls": _error_ttls(config),
                },
            }
    return 200, {"target": targets[0]} if targets else {}


def owner(body):
    """{apiId} | {clientId} | {poolId} -> {accountId?}: the account of an HTTP API or a user pool, whose callers sign nothing."""
    if body.get("apiId"):
        accounts = [key[0] for key in list(apigateway._apis._data) if key[-1] == body["apiId"]]
    else:
        accounts = [
            key[0]
            for key, pool in list(cognito._user_pools._data.items())
            if key[-1] == body.get("poolId") or body.get("clientId") in (pool.get("_clients") or {})
        ]
    return 200, {"accountId": accounts[0]} if accounts else {}


def _scope_of_api(api_id):
    return next(((key[0], key[1]) for key in list(apigateway._apis._data) if key[-1] == api_id), None)


def _fetch(original):
    async def fetch(origin, method, uri, query, headers, body, viewer_is_https, client_ip, forwarded_for, distribution_arn):
        match = EXECUTE_API.match(origin["domain_name"].strip().lower().rstrip("."))
        if not match:
            return await original(origin, method, uri, query, headers, body, viewer_is_https, client_ip, forwarded_for, distribution_arn)
        scope = _scope_of_api(match.group(1))
        if scope is None:
            raise cloudfront.OriginUnreachable(f"no HTTP API {match.group(1)}")
        sent = {name.lower(): value for name, value in cloudfront._origin_request_headers(origin, headers, client_ip, forwarded_for).items()}
        path = f"/_aws/execute-api/{match.group(1)}{origin.get('origin_path') or ''}{uri}"
        with request_scope(*scope):
            status, answered, answer = await app._handle_execute_api_request(
                "", unquote(path), method, sent, body, parse_qs(query, keep_blank_values=True), raw_path=path, raw_query_string=query
            )
        return status, "", cloudfront._multidict_from_pairs(answered.items()), answer

    return fetch


async def serve_distribution(scope, receive, send, distribution_id, read):
    """Answers one viewer request by a distribution of the account that is set."""
    headers = {name.decode("latin-1").lower(): decode_header_value(value) for name, value in scope["headers"]}
    query = scope.get("query_string", b"").decode()
    raw_path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
    # A browser on the laptop speaks plain HTTP; in AWS it would come by HTTPS.
    headers["x-forwarded-proto"] = "https"
    client_ip = (scope.get("client") or ("127.0.0.1",))[0]
    # Bucket policies ask for TLS (aws:SecureTransport); the distribution fetches from S3 by HTTPS.
    pin_request_origin(client_ip, True)
    record = cloudfront._distributions[distribution_id]
    response = await cloudfront.handle_viewer_request(
        record, scope["method"], scope["path"], raw_path, query, headers, await read(receive),
        parse_qs(query, keep_blank_values=True), client_ip,
    )  # fmt: skip
    await app._send_if_handled(send, response, receive, head=scope["method"] == "HEAD")


def as_account(account):
    """The following request is the account's, though nothing in it is signed."""
    set_request_account_id(account)


def install():
    require(app, "_handle_execute_api_request", "_send_if_handled")
    require(route53, "_zones", "_records")
    require(apigateway, "_apis")
    require(cognito, "_user_pools")
    require(
        cloudfront, "_distributions", "_dist_config_el", "_get_distribution_aliases", "_find", "_text", "_origin_request_headers",
        "_multidict_from_pairs", "OriginUnreachable", "handle_viewer_request",
    )  # fmt: skip
    replace(cloudfront, "_fetch_from_origin", _fetch)
