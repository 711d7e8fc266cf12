"""Starts ministack, the AWS emulator, with what it lacks. Run by src/emulator.ts, which sets the environment.

`launcher.py --check` applies every change and ends: it fails clearly when the installed emulator has other private names.
"""

import os
import signal
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import alarm_permissions  # noqa: E402
import alarms  # noqa: E402
import boundaries  # noqa: E402
import bucket_owner  # noqa: E402
import budget_permissions  # noqa: E402
import cfn_faults  # noqa: E402
import cloudformation  # noqa: E402
import clusters_in_time  # noqa: E402
import concurrency  # noqa: E402
import conditional_writes  # noqa: E402
import ec2_permissions  # noqa: E402
import embedded_metrics  # noqa: E402
import encryption  # noqa: E402
import endpoints  # noqa: E402
import event_targets  # noqa: E402
import events  # noqa: E402
import function_code  # noqa: E402
import functions  # noqa: E402
import invitations  # noqa: E402
import issuers  # noqa: E402
import login_branding  # noqa: E402
import managed_login  # noqa: E402
import organization  # noqa: E402
import permissions  # noqa: E402
import principal  # noqa: E402
import principals  # noqa: E402
import queues  # noqa: E402
import service_roles  # noqa: E402
import stack_templates  # noqa: E402
import stage_variables  # noqa: E402
import tables_in_time  # noqa: E402
import trust  # noqa: E402
import viewer  # noqa: E402
from ministack import app  # noqa: E402
from private_names import replace, require  # noqa: E402

for part in (trust, functions, concurrency, function_code, organization, embedded_metrics, queues, alarms, events, event_targets, cloudformation, cfn_faults, viewer, login_branding, managed_login, invitations, permissions, bucket_owner, conditional_writes, ec2_permissions, alarm_permissions, budget_permissions, principal, principals, encryption, stack_templates, service_roles, boundaries, stage_variables, issuers, tables_in_time, clusters_in_time):
    part.install()

# GATEWAY_PORT is the gateway's, so that every address which the emulator hands out leads there; it listens on its own port.
replace(app, "_resolve_port", lambda _original: lambda: os.environ["LAPTOP_EMULATOR_PORT"])
require(app, "app", "main")
app.app = endpoints.with_endpoints(app.app)



def end_with_parent():
    """Standard input is a pipe from the parent: when the parent is killed it closes, and the whole process group ends."""
    while os.read(0, 1):
        pass
    os.killpg(os.getpgid(0), signal.SIGKILL)


if __name__ == "__main__" and "--check" not in sys.argv:
    if hasattr(os, "killpg"):
        threading.Thread(target=end_with_parent, daemon=True).start()
    app.main()
