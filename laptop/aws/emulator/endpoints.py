"""The launcher's own HTTP endpoints, `POST /_laptop/<name>`: JSON in, JSON out, only for the gateway (a shared secret)."""

import base64
import hmac
import json
import os
from urllib.parse import parse_qs, urlsplit

import cfn_faults
import database
import event_targets
import invitations
import managed_login
import principals
import stack_templates
import viewer
from ministack.core import iam_actions, iam_evaluator, lambda_runtime
from ministack.core.responses import set_request_account_id, set_request_region

SECRET = os.environ["LAPTOP_SECRET"].encode()


def account_of(access_key):
    """The account that an access key works in, as the emulator's own requests resolve it."""
    return iam_evaluator.find_iam_access_key_account(access_key) or access_key


def identify(body):
    """{accessKeyId} -> {accountId, arn, role}: who a key is, from STS sessions and IAM access keys."""
    key = body["accessKeyId"]
    set_request_account_id(account_of(key))
    credential = iam_evaluator.resolve_credential(key)
    if isinstance(credential, iam_evaluator.CredentialResolutionError):
        return 403, {"code": credential.code, "message": credential.message}
    arn = credential.principal_arn
    role = arn.split("/")[1] if ":assumed-role/" in arn else None
    return 200, {"accountId": credential.account_id, "arn": arn, "role": role}


def authorize(body):
    """Runs the IAM evaluator, signature check included, for a call that the gateway answers itself.

    {accessKeyId, action, service, region, resource, method, path, headers, body (base64), keys} -> {allowed, code, message}
    For EC2 the resource `*` stands for the one that the call itself names.
    """
    key = body["accessKeyId"]
    set_request_account_id(account_of(key))
    set_request_region(body["region"])
    target = urlsplit(body["path"])
    headers = [(name.encode(), value.encode()) for name, value in body["headers"].items()]
    iam_evaluator.pin_signed_request(body["method"], target.path, parse_qs(target.query, keep_blank_values=True), headers)
    # Every call to AWS is by TLS: policies of buckets ask for it (aws:SecureTransport).
    iam_evaluator.pin_request_origin("127.0.0.1", True)
    raw = base64.b64decode(body["body"])
    iam_evaluator.pin_signed_body(raw)
    params = parse_qs(raw.decode(errors="replace"), keep_blank_values=True) if body["service"] == "ec2" else {}
    resource = body["resource"]
    if params and resource == "*":
        resource = iam_actions.extract_resource_arn("ec2", body["method"], target.path, body["headers"], raw, params, body["region"], account_of(key))
    context = {**iam_actions.request_tag_context(body["service"], body["action"], raw, params), **body.get("keys", {})}
    denied = iam_evaluator.enforce(key, body["action"], body["service"], body["region"], resource, context)
    if denied is None:
        return 200, {"allowed": True}
    if isinstance(denied, iam_evaluator.AuthError):
        return 200, {"allowed": False, "code": denied.code, "message": denied.message}
    message = f"User: {denied.principal_arn} is not authorized to perform: {body['action']} on resource: {body['resource']}"
    return 200, {"allowed": False, "code": "AccessDeniedException", "message": message}


def _live_workers():
    with lambda_runtime._lock:
        return [worker for pool in lambda_runtime._workers.values() for worker in pool if worker._proc is not None and worker._proc.poll() is None]


def _role_of(worker):
    return worker.config.get("Role", "").rsplit("/", 1)[-1]


def workers(_body):
    """-> {workers: [{function, role, pid, busy}]}: the processes that run Lambda functions."""
    live = [{"function": w.func_name, "role": _role_of(w), "pid": w._proc.pid, "busy": w.in_use} for w in _live_workers()]
    return 200, {"workers": live}


def _is_wanted(worker, body):
    if body.get("function"):
        return worker.func_name == body["function"]
    # A function calls as its own role, or as the role of the same name in another account.
    return _role_of(worker) in (body.get("role"), f"{body.get('role')}-function")


def kill(body):
    """{function} or {role}, {contains} -> {killed: [pid]}: SIGKILL for the busy processes of a function (or of all functions with a
    role); with `contains`, of those only the ones whose event contains that text."""
    killed = []
    for worker in _live_workers():
        works_on = json.dumps(getattr(worker, "laptop_event", None)) if body.get("contains") else ""
        if _is_wanted(worker, body) and body.get("contains", "") in works_on and (worker.in_use or body.get("idle")):
            worker._proc.kill()
            killed.append(worker._proc.pid)
    return 200, {"killed": killed}


def clusters(_body):
    """-> {clusters: [{database, user, password, place}]}: what RDS clusters need on the laptop's PostgreSQL server, and where they are."""
    return 200, {"clusters": database.clusters()}


ENDPOINTS = {"identify": identify, "authorize": authorize, "workers": workers, "kill": kill, "clusters": clusters, "fail-resource": cfn_faults.fail_resource, "principal": principals.principal, "named": principals.named, "template": stack_templates.template, "resolve": viewer.resolve, "owner": viewer.owner, "domain": managed_login.domain, "sign-in": managed_login.sign_in, "mails": invitations.mails, "service-event": event_targets.service_event, "deliver": event_targets.deliver}


async def _read(receive):
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


async def _answer(send, status, value):
    body = json.dumps(value).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _unsigned(app, scope, receive, send, said):
    """A viewer's request: the gateway says whose it is (x-laptop-account) and which distribution answers it."""
    viewer.as_account(said[b"x-laptop-account"].decode())
    scope = {**scope, "headers": [pair for pair in scope["headers"] if not pair[0].startswith(b"x-laptop-")]}
    distribution = said.get(b"x-laptop-distribution")
    if distribution:
        return await viewer.serve_distribution(scope, receive, send, distribution.decode(), _read)
    return await app(scope, receive, send)


async def _own(scope, receive, send, trusted):
    endpoint = ENDPOINTS.get(scope["path"].removeprefix("/_laptop/"))
    if endpoint is None or not trusted:
        return await _answer(send, 404, {"message": "no such endpoint"})
    try:
        status, value = endpoint(json.loads(await _read(receive) or b"{}"))
    except Exception as error:  # reported to the gateway, which names it
        status, value = 500, {"message": f"{type(error).__name__}: {error}"}
    return await _answer(send, status, value)


def with_endpoints(app):
    """Wraps the emulator's ASGI application."""

    async def wrapped(scope, receive, send):
        if scope["type"] != "http":
            return await app(scope, receive, send)
        said = dict(scope["headers"])
        trusted = hmac.compare_digest(said.get(b"x-laptop-secret", b""), SECRET)
        if scope["path"].startswith("/_laptop/"):
            return await _own(scope, receive, send, trusted)
        return await (_unsigned(app, scope, receive, send, said) if trusted else app(scope, receive, send))

    return wrapped
