"""Reads [{"where": ..., "statements": [...]}] and says what cloudsplaining finds in each policy: [{"where": ..., "rule": ..., "says": ...}]."""

import json
import logging
import sys

from cloudsplaining.command.scan_policy_file import scan_policy

# Its own defaults leave out what AWS's service-linked roles have; these policies are ours, so that nothing is left out.
NOTHING = {"policies": [], "roles": [], "users": [], "groups": [], "include-actions": [], "exclude-actions": [], "known-accounts": []}
# Listed besides the risks that they belong to.
SUMMARIES = ("ServicesAffected",)


def said(finding):
    """One line per finding: an action, a service, or a way to gain rights with its actions."""
    if isinstance(finding, dict):
        return f"{finding['type']}: {', '.join(finding['actions'])}"
    return str(finding)


logging.disable(logging.WARNING)
answer = []
for policy in json.load(sys.stdin):
    risks = scan_policy({"Version": "2012-10-17", "Statement": policy["statements"]}, NOTHING)
    for rule, risk in risks.items():
        if rule in SUMMARIES:
            continue
        for finding in risk["findings"]:
            answer.append({"where": policy["where"], "rule": rule, "says": said(finding)})
json.dump(answer, sys.stdout)
