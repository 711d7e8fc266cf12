"""CloudFormation resource types that the emulator lacks, so that the product's templates deploy here unchanged.

Each module has HANDLERS: {type: {"create": (logical_id, props, stack) -> (physical id, attributes), "update", "delete"}}.
"""

import cfn_access
import cfn_client_vpn
import cfn_delivery
import cfn_existing
import cfn_inert
import cfn_network
import cfn_operations
import cfn_protected
import cfn_tables
import database
import login_branding
import tables_in_time
from ministack.services.cloudformation import engine, handlers, provisioners, stacks
from private_names import replace, require

MODULES = (cfn_access, cfn_client_vpn, cfn_delivery, cfn_network, cfn_operations, cfn_inert, database)
# These call the gateway and wait for it, so they must not run on the emulator's event loop.
ADDED = {name for module in MODULES for name in module.HANDLERS}


def _with_provider_url(original):
    # The emulator's pools lack ProviderURL, which the JWT authorizers of HTTP APIs refer to.
    def attributes(pool_id):
        found = original(pool_id)
        return {**found, "ProviderURL": f"https://{found['ProviderName']}"}

    return attributes


def _camel(properties):
    return {key[0].lower() + key[1:]: value for key, value in properties.items()}


def _with_cors(handler):
    """The emulator's HTTP APIs read CORS by its API names (allowOrigins), templates write it in CloudFormation's (AllowOrigins)."""

    def translated(argument):
        if isinstance(argument, dict) and argument.get("CorsConfiguration"):
            return {**argument, "CorsConfiguration": _camel(argument["CorsConfiguration"])}
        return argument

    return lambda *arguments, **options: handler(*[translated(a) for a in arguments], **options)


def _keeping_failed(original):
    """The emulator forgets what the rollback of a creation could not delete; on AWS it stays in the stack, for the next DeleteStack."""

    async def roll_back(stack_name, stack_id, stack, *arguments, **options):
        before = dict(stack.get("_resources", {}))
        await original(stack_name, stack_id, stack, *arguments, **options)
        if stack["StackStatus"] == "ROLLBACK_FAILED":
            left = {name: {**before[name], "ResourceStatus": "DELETE_FAILED"} for name in stack["_rollback_failed"] if name in before}
            stack["_resources"] = {**stack.get("_resources", {}), **left}

    return roll_back


def install():
    require(provisioners, "_RESOURCE_HANDLERS", "_cognito_user_pool_attributes", "_cfn_noop_delete")
    require(engine, "_validate_template_limits")
    for module in MODULES:
        provisioners._RESOURCE_HANDLERS.update(module.HANDLERS)
    # In process, like the emulator's own: it calls nobody.
    provisioners._RESOURCE_HANDLERS.update(login_branding.HANDLERS)
    cfn_protected.install()
    cfn_existing.install()
    replace(stacks, "_roll_back_operation", _keeping_failed)
    # Imported by name, for RollbackStack.
    replace(handlers, "_roll_back_operation", lambda _original: stacks._roll_back_operation)
    replace(stacks, "_runs_on_worker_thread", lambda original: lambda kind: kind in ADDED or original(kind))
    replace(provisioners, "_cognito_user_pool_attributes", _with_provider_url)
    api = provisioners._RESOURCE_HANDLERS["AWS::ApiGatewayV2::Api"]
    for verb in ("create", "update"):
        api[verb] = _with_cors(api[verb])
    table = provisioners._RESOURCE_HANDLERS["AWS::DynamoDB::Table"]
    table["update"] = cfn_tables.strict(table["update"])
    tables_in_time.with_recovery(table)
