"""The organization as it is before the first deployment: with the world's accounts, and no service control policies yet."""

import os
import time

from ministack.core.responses import get_account_id
from ministack.services import organizations
from private_names import replace, require

# The management account, then its members.
ACCOUNTS = os.environ["LAPTOP_ORGANIZATION"].split(",")


def _member(account, management, organization, root):
    return {
        "Id": account,
        "Arn": f"arn:aws:organizations::{management}:account/{organization}/{account}",
        "Email": f"member+{account}@ministack.local",
        "Name": f"Member {account}",
        "Status": "ACTIVE",
        "JoinedMethod": "INVITED",
        "JoinedTimestamp": int(time.time()),
        "Path": "/",
        "_ParentId": root,
    }


def _with_members(original):
    def ensure():
        begins = "self" not in organizations._orgs
        original()
        management, *members = ACCOUNTS
        if not begins or get_account_id() != management:
            return
        organization, root = organizations._orgs["self"]["Id"], next(iter(organizations._roots))
        for account in members:
            organizations._accounts[account] = _member(account, management, organization, root)
        full_access = organizations.FULL_ACCESS_POLICY_ID
        organizations._attachments[full_access] = [*organizations._attachments[full_access], *members]
        # A policy type is enabled in a root by EnablePolicyType (Organizations User Guide, "Enabling a policy type").
        organizations._roots[root] = {**organizations._roots[root], "PolicyTypes": []}

    return ensure


def install():
    require(organizations, "_orgs", "_roots", "_accounts", "_attachments", "FULL_ACCESS_POLICY_ID")
    replace(organizations, "_ensure_org", _with_members)
