"""Invitations of a user pool: sent again they have another password, as in Cognito; and the mails that were sent, to be read on the laptop."""

from ministack.core.responses import error_response_json
from ministack.services import cognito, ses
from private_names import replace, require


def _sent_again(original):
    """https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_AdminCreateUser.html (MessageAction)"""

    def create(data):
        pool, _ = cognito._resolve_pool(data.get("UserPoolId"))
        user, missing = cognito._resolve_user(pool, data.get("Username")) if pool else (None, True)
        if data.get("MessageAction") == "RESEND" and not missing:
            if user["UserStatus"] != "FORCE_CHANGE_PASSWORD":
                return error_response_json("UnsupportedUserStateException", "Resend not possible. " + user["UserStatus"] + " is no state for it", 400)
            user["_password"] = data.get("TemporaryPassword") or cognito._generate_temp_password()
        return original(data)

    return create


def mails(body):
    """{to} -> {mails: [{from, subject, text}]} to that address, the oldest first."""
    found = []
    for entries in ses._sent_emails.to_dict().values():
        found += [one for one in entries if body["to"] in one["To"]]
    shown = [{"from": one["Source"], "subject": one["Subject"], "text": one.get("BodyText") or one.get("BodyHtml") or ""} for one in found]
    return 200, {"mails": shown}


def install():
    require(cognito, "_resolve_pool", "_resolve_user", "_generate_temp_password")
    require(ses, "_sent_emails")
    replace(cognito, "_admin_create_user", _sent_again)
