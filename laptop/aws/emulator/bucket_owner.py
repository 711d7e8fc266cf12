"""S3: a request that says whose the bucket should be is refused where it is somebody else's.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html
"""

from ministack.services import s3
from private_names import replace, require

HEADER = "x-amz-expected-bucket-owner"


def _with_owner(original):
    def apply_bucket_scope(method, bucket, key, headers, query_params, body=b"", internal=False):
        denied = original(method, bucket, key, headers, query_params, body, internal)
        expected, owner = headers.get(HEADER), s3._bucket_owner_account(bucket) if bucket else None
        if denied is not None or not expected or owner in (None, expected):
            return denied
        return s3._error("AccessDenied", "Access Denied", 403, f"/{bucket}/{key}" if key else f"/{bucket}")

    return apply_bucket_scope


def install():
    require(s3, "_bucket_owner_account", "_error")
    replace(s3, "_apply_bucket_scope", _with_owner)
