"""The environment of Lambda functions: the gateway as their AWS endpoint, and nothing of the emulator's own settings."""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

from ministack.core import lambda_runtime
from ministack.core.responses import get_account_id, get_region
from ministack.services import lambda_svc
from ministack.services.cloudformation import provisioners
from private_names import replace, require

GATEWAY = os.environ["LAPTOP_GATEWAY_URL"]
# Internal to the emulator; `_MINISTACK…` and `_LAMBDA…` are the worker script's own protocol and stay.
HIDDEN = {
    "AUTH", "BIND_HOST", "MINISTACK_HOST", "MINISTACK_ACCOUNT_ID", "MINISTACK_REGION", "GATEWAY_PORT", "PERSIST_STATE", "STATE_DIR", "S3_PERSIST",
    "S3_DATA_DIR", "IOT_MTLS_ENABLED", "SFTP_ENABLED", "DOCKER_HOST", "LAMBDA_EXECUTOR", "LOG_LEVEL", "PYTHONDONTWRITEBYTECODE",
}  # fmt: skip


def function_environment(spawned):
    """What a function's process gets: its own variables and Lambda's, plus the way to the gateway."""
    kept = {name: value for name, value in spawned.items() if name not in HIDDEN and not name.startswith("LAPTOP_")}
    defaults = {
        # Names under the root domain are answered by the gateway, which is their proxy; AWS calls go to it directly.
        "HTTP_PROXY": GATEWAY,
        "http_proxy": GATEWAY,
        # Not "localhost": clients take it for a suffix, and the root domain ends so.
        "NO_PROXY": "127.0.0.1",
        "no_proxy": "127.0.0.1",
        # Node >= 24 then uses the proxy in fetch and http without an agent.
        "NODE_USE_ENV_PROXY": "1",
        "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{spawned.get('AWS_LAMBDA_FUNCTION_NAME', '')}",
        "AWS_EXECUTION_ENV": "AWS_Lambda_nodejs24.x",
    }
    return {**defaults, **kept, "AWS_ENDPOINT_URL": GATEWAY}


# With what Lambda starts Node 22, and in part later ones (Lambda Developer Guide, "Experimental Node.js features"): `.js` is CommonJS
# unless a package.json says otherwise, and `require` takes no ES module.
STRICT_MODULES = ["--no-experimental-require-module", "--no-experimental-detect-module"]


# Says to the database whose network interface a connection would leave by.
NETWORK_INTERFACE = str(Path(__file__).with_name("network-interface.cjs"))


def _popen(arguments, **options):
    environment = options.get("env")
    arn = environment.get("_LAMBDA_FUNCTION_ARN") if isinstance(environment, dict) else None
    preloaded = ["--require", NETWORK_INTERFACE] if arn else []
    if arguments[0] == "node":
        arguments = ["node", *STRICT_MODULES, *preloaded, *arguments[1:]]
    if isinstance(environment, dict):
        options["env"] = function_environment(environment)
        if arn:
            options["env"]["LAPTOP_NETWORK_INTERFACE"] = f"{os.environ.get('LAPTOP_POSTGRES_PORT', '0')} {arn}"
    return subprocess.Popen(arguments, **options)


def _alone(original):
    """Notes what a worker works on, so that a fault can end the process that works on one event and no other.

    A process that dies while it starts fails its own invocation: the emulator would end all processes of the function.
    """

    def invoke(self, event, *arguments, **options):
        self.laptop_event = event
        try:
            return original(self, event, *arguments, **options)
        except Exception as error:
            process, self._proc = self._proc, None
            lambda_runtime._signal(process)
            return {"status": "error", "error": str(error)}

    return invoke


def _in_its_network(original):
    """The emulator's CloudFormation knows no VpcConfig of a function; its Lambda API does."""

    def apply(*arguments, **options):
        answer = original(*arguments, **options)
        function = lambda_svc._functions.get(answer[0])
        # create(logical_id, props, stack), update(physical_id, old, new, stack)
        props = arguments[2] if isinstance(arguments[2], dict) else arguments[1]
        if function is not None:
            function["config"]["VpcConfig"] = lambda_svc._vpc_config_with_id(_vpc_config(props))
        return answer

    return apply


def _vpc_config(props):
    config = props.get("VpcConfig") or {}
    # A list parameter from SSM may be its text.
    lists = {name: value.split(",") if isinstance(value, str) else value for name, value in config.items()}
    return lists or None


def _with_its_processes(original):
    """The emulator ends a function's processes when Lambda's API deletes it, but not when CloudFormation does."""

    def delete(physical_id, props):
        lambda_runtime.invalidate_worker(physical_id, account=get_account_id(), region=get_region())
        return original(physical_id, props)

    return delete


def install():
    require(lambda_svc, "_functions", "_vpc_config_with_id")
    require(lambda_runtime, "subprocess", "_workers", "_lock", "_signal", "Worker", "invalidate_worker")
    replace(lambda_runtime.Worker, "invoke", _alone)
    function = provisioners._RESOURCE_HANDLERS["AWS::Lambda::Function"]
    function["create"] = _in_its_network(function["create"])
    function["update"] = _in_its_network(function["update"])
    function["delete"] = _with_its_processes(function["delete"])
    lambda_runtime.subprocess = SimpleNamespace(**{**vars(subprocess), "Popen": _popen})
