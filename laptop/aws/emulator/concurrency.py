"""Concurrent executions: Lambda counts those of an account and region, the emulator all together."""

import os

from ministack.services import lambda_svc
from private_names import replace, require

# The quota "Concurrent executions" (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html).
LIMIT = int(os.environ["LAPTOP_CONCURRENT_EXECUTIONS"])


def _counted(original):
    def acquire(func, config):
        place = lambda_svc._inflight_key(config).rsplit(":", 1)[0] + ":"
        with lambda_svc._inflight_lock:
            running = sum(count for key, count in lambda_svc._inflight.items() if key.startswith(place))
        if running >= LIMIT:
            return None, "account"
        return original(func, config)

    return acquire


def install():
    require(lambda_svc, "_inflight", "_inflight_key", "_inflight_lock")
    replace(lambda_svc, "_acquire_execution_slot", _counted)
