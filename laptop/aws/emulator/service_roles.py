"""STS: what the gateway's own services assume as an account's root, they assume in AWS as a service acting for that account.

The emulator lets a root pass a `Service` principal; this adds `aws:SourceAccount`, which such trust policies ask for
(IAM User Guide, "The confused deputy problem").
"""

import dataclasses

from ministack.core import iam_evaluator
from private_names import replace


def _with_source(original):
    def evaluate_trust_policy(trust_doc, caller_arn, ctx=None):
        if ctx is not None and caller_arn.endswith(":root"):
            ctx = dataclasses.replace(ctx, service_context={**ctx.service_context, "aws:sourceaccount": ctx.principal_account})
        return original(trust_doc, caller_arn, ctx)

    return evaluate_trust_policy


def install():
    replace(iam_evaluator, "evaluate_trust_policy", _with_source)
