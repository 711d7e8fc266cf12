"""The branding of an app client, without which version 2 of managed login shows no page: its operations and its CloudFormation type.

It is kept on the client, and goes with it.
"""

import json

from ministack.core.responses import error_response_json, json_response, new_uuid
from ministack.services import cognito
from private_names import replace, require


def _branding_of(pool, branding_id):
    return next((client for client in pool["_clients"].values() if (client.get("_branding") or {}).get("ManagedLoginBrandingId") == branding_id), None)


def _create_branding(pool, data):
    client = pool["_clients"].get(data.get("ClientId"))
    if client is None:
        return error_response_json("ResourceNotFoundException", f"User pool client {data.get('ClientId')} does not exist.", 400)
    if client.get("_branding"):
        return error_response_json("ManagedLoginBrandingExistsException", "Managed login branding already exists for this app client.", 400)
    own = {key: data[key] for key in ("UseCognitoProvidedValues", "Settings") if key in data}
    client["_branding"] = {"ManagedLoginBrandingId": new_uuid(), "UserPoolId": pool["Id"], "Assets": data.get("Assets", []), **own}
    return json_response({"ManagedLoginBranding": client["_branding"]})


def _update_branding(pool, data):
    client = _branding_of(pool, data.get("ManagedLoginBrandingId"))
    if client is None:
        return _no_branding()
    client["_branding"].update({key: data[key] for key in ("UseCognitoProvidedValues", "Settings", "Assets") if key in data})
    return json_response({"ManagedLoginBranding": client["_branding"]})


def _describe_branding(pool, data):
    client = pool["_clients"].get(data.get("ClientId")) or {}
    return json_response({"ManagedLoginBranding": client["_branding"]}) if client.get("_branding") else _no_branding()


def _delete_branding(pool, data):
    client = _branding_of(pool, data.get("ManagedLoginBrandingId"))
    if client is None:
        return _no_branding()
    del client["_branding"]
    return json_response({})


def _no_branding():
    return error_response_json("ResourceNotFoundException", "Managed login branding does not exist.", 400)


# https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_CreateManagedLoginBranding.html
BRANDING = {
    "CreateManagedLoginBranding": _create_branding,
    "UpdateManagedLoginBranding": _update_branding,
    "DescribeManagedLoginBrandingByClient": _describe_branding,
    "DeleteManagedLoginBranding": _delete_branding,
}


def _with_branding(original):
    async def dispatch(action, data):
        if action not in BRANDING:
            return await original(action, data)
        pool, missing = cognito._resolve_pool(data.get("UserPoolId"))
        return missing or BRANDING[action](pool, data)

    return dispatch


def _branding_created(_logical_id, props, _stack):
    pool = cognito._user_pools.get(props["UserPoolId"])
    status, _, answer = _create_branding(pool, props)
    if status != 200:
        raise ValueError(json.loads(answer)["message"])
    branding_id = json.loads(answer)["ManagedLoginBranding"]["ManagedLoginBrandingId"]
    return f"{props['UserPoolId']}|{branding_id}", {"ManagedLoginBrandingId": branding_id}


def _branding_updated(physical_id, _old, new, _stack):
    pool_id, branding_id = physical_id.split("|")
    _update_branding(cognito._user_pools[pool_id], {**new, "ManagedLoginBrandingId": branding_id})
    return physical_id, {"ManagedLoginBrandingId": branding_id}


def _branding_deleted(physical_id, _props):
    pool_id, branding_id = physical_id.split("|")
    if pool_id in cognito._user_pools:
        _delete_branding(cognito._user_pools[pool_id], {"ManagedLoginBrandingId": branding_id})


HANDLERS = {"AWS::Cognito::ManagedLoginBranding": {"create": _branding_created, "update": _branding_updated, "delete": _branding_deleted}}


def install():
    require(cognito, "_user_pools", "_resolve_pool")
    replace(cognito, "_dispatch_idp", _with_branding)
