"""Lambda code in another account's bucket: S3 gives it to a caller whom the bucket's policy lets in, and refuses everyone else."""

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import lambda_svc, organizations, s3
from private_names import replace, require


def _organization_id():
    return next((org["Id"] for org in organizations._orgs._data.values() if isinstance(org, dict) and "Id" in org), None)


def _role_arn(arn):
    """aws:PrincipalArn of a session is its role's ARN (IAM User Guide, "Global condition keys")."""
    if ":assumed-role/" not in arn:
        return arn
    account, role = arn.split(":")[4], arn.split("/")[1]
    return f"arn:aws:iam::{account}:role/{role}"


def _let_in(owner, bucket, key):
    """The owner's bucket policy, for the principal whose request deploys the function."""
    context = iam_evaluator.EvalContext(
        principal_arn=_role_arn(iam_evaluator.caller_arn()),
        principal_type="AssumedRole",
        principal_account=get_account_id(),
        action="s3:GetObject",
        resource_arn=f"arn:aws:s3:::{bucket}/{key}",
        region=get_region(),
        secure_transport=True,
        service_context={"aws:principalorgid": _organization_id()},
    )
    policy = s3._bucket_policies.get_scoped(owner, None, bucket)
    return iam_evaluator.evaluate_resource_policy(policy, context).decision == "Allow"


def _fetch(original):
    def fetch_code(bucket, key, version_id=None):
        owner = s3._bucket_owner_account(bucket)
        if owner is None or owner == get_account_id():
            code = original(bucket, key, version_id)
        else:
            if not _let_in(owner, bucket, key):
                raise ValueError(
                    "Your access has been denied by S3, please make sure your request credentials have permission to GetObject for "
                    f"{bucket}/{key}. S3 Error Code: AccessDenied. S3 Error Message: Access Denied"
                )
            with request_scope(owner, get_region()):
                code = original(bucket, key, version_id)
        if code is None:
            raise ValueError(f"Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: {bucket}/{key} does not exist.")
        return code

    return fetch_code


def install():
    require(s3, "_bucket_owner_account", "_bucket_policies")
    require(organizations, "_orgs")
    require(iam_evaluator, "EvalContext", "caller_arn", "evaluate_resource_policy")
    replace(lambda_svc, "_fetch_code_from_s3", _fetch)
