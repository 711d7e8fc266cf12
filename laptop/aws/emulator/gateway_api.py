"""AWS API calls through the gateway, as the root of the account whose stack is being deployed.

CloudFormation on AWS creates resources by their public APIs; so do the handlers here, and the gateway's rules hold for them too.
Blocks: call it on a worker thread only, never on the emulator's event loop.
"""

import functools
import json
import os
import re
import urllib.error
import urllib.parse
import urllib.request
from xml.etree import ElementTree

from ministack.core.responses import get_account_id, get_region

GATEWAY = os.environ["LAPTOP_GATEWAY_URL"]
# botocore's names of services that sign by another one.
MODELS = {"monitoring": "cloudwatch", "sso": "sso-admin"}
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class ApiError(ValueError):
    """An AWS error answer; CloudFormation reports it as the resource's failure."""

    def __init__(self, operation, code, message):
        super().__init__(f"{operation}: {code}: {message}")
        self.code = code


@functools.lru_cache
def _model(service):
    """How a service is called: its API model."""
    # Late: the emulator starts a quarter of a second sooner without it.
    from botocore.loaders import Loader

    return Loader().load_service_model(MODELS.get(service, service), "service-2")


def _flatten(value, prefix, ec2, fields):
    if isinstance(value, list):
        for index, member in enumerate(value, 1):
            _flatten(member, f"{prefix}.{index}" if ec2 else f"{prefix}.member.{index}", ec2, fields)
    elif isinstance(value, dict):
        for key, inner in value.items():
            _flatten(inner, f"{prefix}.{key}" if prefix else key, ec2, fields)
    elif value is not None:
        fields[prefix] = str(value).lower() if isinstance(value, bool) else str(value)


def _rest_request(service, operation, values, headers):
    """By path and body. -> method, path, headers, body. Values in the query are of no operation that is called here."""
    model = _model(service)
    described = model["operations"][operation]
    members = model["shapes"][described["input"]["shape"]]["members"]
    path, body = described["http"]["requestUri"], {}
    for name, value in values.items():
        wire = members[name].get("locationName", name)
        if members[name].get("location") == "uri":
            path = path.replace("{" + wire + "}", urllib.parse.quote(str(value), safe=""))
        else:
            body[wire] = value
    return described["http"]["method"], path, headers | {"Content-Type": "application/json"}, json.dumps(body).encode()


def _request(service, operation, values, account, region):
    """-> method, path, headers, body"""
    scope = f"{account}/20261123/{region}/{service}/aws4_request"
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=0"}
    metadata = _model(service)["metadata"]
    if "rest-json" in metadata["protocol"]:
        return _rest_request(service, operation, values, headers)
    if not {"query", "ec2"} & set(metadata.get("protocols", [metadata["protocol"]])):
        target = f"{metadata['targetPrefix']}.{operation}"
        headers |= {"Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}", "X-Amz-Target": target}
        return "POST", "/", headers, json.dumps(values).encode()
    fields = {"Action": operation, "Version": metadata["apiVersion"]}
    _flatten(values, "", service == "ec2", fields)
    headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
    return "POST", "/", headers, urllib.parse.urlencode(fields).encode()


def _plain(element):
    """XML as nested dicts: repeated children become lists, leaves strings."""
    if len(element) == 0:
        return element.text or ""
    result = {}
    for child in element:
        name = child.tag.rsplit("}", 1)[-1]
        value = _plain(child)
        if name in result:
            result[name] = [*(result[name] if isinstance(result[name], list) else [result[name]]), value]
        else:
            result[name] = value
    return result


def _parse(body):
    if not body.strip():
        return {}
    return _plain(ElementTree.fromstring(body)) if body.lstrip().startswith(b"<") else json.loads(body)


def _error(operation, body):
    text = body.decode(errors="replace")
    code = re.search(r"<Code>([^<]*)</Code>", text) or re.search(r'"__type"\s*:\s*"(?:[^"#]*#)?([^"]*)"', text)
    message = re.search(r"<Message>([^<]*)</Message>", text) or re.search(r'"[mM]essage"\s*:\s*"([^"]*)"', text)
    return ApiError(operation, code.group(1) if code else "Unknown", message.group(1) if message else text[:300])


def call(service, operation, values, account=None):
    """One AWS call -> its parsed output. Raises ApiError."""
    method, path, headers, body = _request(service, operation, values, account or get_account_id(), get_region())
    request = urllib.request.Request(f"{GATEWAY}{path}", data=body, headers=headers, method=method)
    try:
        with _OPENER.open(request, timeout=600) as response:
            return _parse(response.read())
    except urllib.error.HTTPError as error:
        raise _error(operation, error.read()) from error


def call_unless(codes, service, operation, values):
    """Like call; an error whose code is one of `codes` answers None (deleting what is gone, creating what is there)."""
    try:
        return call(service, operation, values)
    except ApiError as error:
        if error.code in codes:
            return None
        raise
