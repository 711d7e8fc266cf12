"""S3: the condition keys of conditional writes, by which a bucket's policy demands them.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
"""

from ministack.core import iam_actions
from private_names import replace


def _creates_object(query_params):
    """CreateMultipartUpload, UploadPart and UploadPartCopy create none, and take no conditional header."""
    return "uploads" not in query_params and "partNumber" not in query_params


def _with_conditions(original):
    def s3_object_context(iam_action, query_params, path, headers):
        context = original(iam_action, query_params, path, headers)
        if iam_action != "s3:PutObject":
            return context
        creates = _creates_object(query_params)
        context["s3:ObjectCreationOperation"] = str(creates).lower()
        for name in ("if-match", "if-none-match") if creates else ():
            if headers.get(name):
                context[f"s3:{name}"] = headers[name]
        return context

    return s3_object_context


def install():
    replace(iam_actions, "_s3_object_context", _with_conditions)
