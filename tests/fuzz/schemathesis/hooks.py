"""What Schemathesis is told of the super admin API: what a caller may be answered, and what there is to be found."""

import json
import os
import zlib

import schemathesis

GROUPS = ("viewer", "operator", "admin")
CALLER = os.environ["TENANTRY_CALLER"]
# {"tenants": [{"tenantId": ..., "slug": ...}], "letters": [{"queue": ..., "messageId": ...}]}
KNOWN = json.loads(os.environ["TENANTRY_KNOWN"])
SLUGS = {tenant["tenantId"]: tenant["slug"] for tenant in KNOWN["tenants"]}
ANSWERS = open(os.environ["TENANTRY_ANSWERS"], "a", buffering=1, encoding="utf-8")


def is_allowed(case, response):
    """Whether this caller may be answered so at all; what the document says is checked besides."""
    status = response.status_code
    if case.method.upper() != case.operation.method.upper():
        # Another method than the route's: API Gateway has no such route, and answers OPTIONS itself.
        return status in (401, 403, 404)
    if CALLER == "nobody" or "Authorization" not in response.request.headers:
        return status == 401
    if CALLER == "tenant":
        return status in (401, 403)
    least = case.operation.definition.raw["x-least-group"]
    if CALLER == "stranger" or GROUPS.index(CALLER) < GROUPS.index(least):
        return status == 403
    return status not in (401, 403)


@schemathesis.check
def lets_in_whom_it_should(ctx, response, case):
    if not is_allowed(case, response):
        raise AssertionError(f"{CALLER} must not be answered {response.status_code}")


@schemathesis.check
def never_fails(ctx, response, case):
    if response.status_code >= 500:
        raise AssertionError(f"answered {response.status_code}")


def every_other(value, things):
    """One of the things that there are, or nothing; the same for the same value, so that a seed repeats a run."""
    at = zlib.crc32(repr(value).encode()) % (2 * len(things))
    return things[at] if at < len(things) else None


@schemathesis.hook
def before_call(ctx, case, kwargs):
    """What is made up names nothing: every other name that is well-formed becomes one of something that there is."""
    path, query = case.path_parameters or {}, case.query or {}
    tenant = path.get("id")
    if isinstance(tenant, str) and len(tenant) == 26 and tenant.isalnum():
        path["id"] = (every_other(tenant, KNOWN["tenants"]) or {}).get("tenantId", tenant)
        body = case.body if isinstance(case.body, dict) else {}
        if isinstance(body.get("confirm"), str):
            body["confirm"] = every_other(body["confirm"], [SLUGS.get(path["id"], "")]) or body["confirm"]
    if isinstance(path.get("queue"), str) and isinstance(path.get("messageId"), str):
        path.update(every_other(path, KNOWN["letters"]) or {})
    if isinstance(query.get("queue"), str) and len(query["queue"]) <= 40:
        query["queue"] = every_other(query["queue"], ["dns"]) or query["queue"]


@schemathesis.hook
def after_call(ctx, case, response):
    ANSWERS.write(f"{response.status_code} {case.method.upper()} {case.operation.path}\n")
