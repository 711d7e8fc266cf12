"""Calls that the gateway rewrote: their signature no longer fits, so the gateway vouches for the key with the shared secret."""

import hmac
import os

from ministack import app
from ministack.core import iam_evaluator
from ministack.core.router import extract_access_key_id
from ministack.core.sigv4 import decode_header_value
from private_names import replace, require

HEADER = b"x-laptop-rewritten"


def _vouched(raw_headers):
    given = next((value for name, value in raw_headers if name.lower() == HEADER), b"")
    return bool(given) and hmac.compare_digest(given, os.environ["LAPTOP_SECRET"].encode())


def _pin(original):
    def pin_signed_request(method, raw_path, query_params, raw_headers, handshake=False):
        if not _vouched(raw_headers):
            return original(method, raw_path, query_params, raw_headers, handshake)
        authorization = decode_header_value(next((v for n, v in raw_headers if n.lower() == b"authorization"), b""))
        key = extract_access_key_id({"authorization": authorization}, query_params)
        iam_evaluator._signed_request.set(None)
        iam_evaluator._anonymous.set(not key)
        iam_evaluator._verified_key.set(key)
        return None

    return pin_signed_request


def install():
    require(iam_evaluator, "_signed_request", "_anonymous", "_verified_key", "resolve_credential", "enforce", "pin_signed_body")
    replace(app, "pin_signed_request", _pin)
