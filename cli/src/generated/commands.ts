// Written by npm run generate: what a shell completes of the command.
import type { Shape } from '../completion.ts';

export const commands: Shape = {
  "name": "tenantry",
  "aliases": [],
  "description": "On-boards, watches, mends and takes back tenants.",
  "options": [
    {
      "flags": [
        "--version",
        "-V"
      ],
      "description": "print the version"
    },
    {
      "flags": [
        "--json"
      ],
      "description": "print JSON"
    },
    {
      "flags": [
        "--profile"
      ],
      "description": "whose API: a profile of the configuration, or laptop",
      "takes": {
        "of": "profiles"
      }
    }
  ],
  "arguments": [],
  "commands": [
    {
      "name": "list",
      "aliases": [
        "ls"
      ],
      "description": "list tenants, newest first",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--search",
            "-s"
          ],
          "description": "part of a name, slug, domain, tenant id or account id",
          "takes": []
        },
        {
          "flags": [
            "--state"
          ],
          "description": "only tenants in this state",
          "takes": [
            "requested",
            "onboarding",
            "ready",
            "stalled",
            "failed",
            "offboarding",
            "offboarded"
          ]
        },
        {
          "flags": [
            "--behind"
          ],
          "description": "only live tenants that are behind on this stage",
          "takes": [
            "account",
            "network",
            "edge",
            "dns",
            "pipeline"
          ]
        },
        {
          "flags": [
            "--attention"
          ],
          "description": "only tenants that need attention: stalled, unwell, releaseFailed, rolledBack, quiet, drifted, with commas between; or none",
          "takes": []
        },
        {
          "flags": [
            "--outcome"
          ],
          "description": "only tenants of which this became",
          "takes": [
            "failed",
            "rolledBack",
            "unknown"
          ]
        },
        {
          "flags": [
            "--limit"
          ],
          "description": "tenants on a page, 1 to 100",
          "takes": []
        },
        {
          "flags": [
            "--cursor"
          ],
          "description": "what the previous page gave",
          "takes": []
        },
        {
          "flags": [
            "--all",
            "-a"
          ],
          "description": "all pages"
        },
        {
          "flags": [
            "--sort"
          ],
          "description": "all pages, sorted by this instead of newest first",
          "takes": [
            "slug",
            "name",
            "state",
            "plan",
            "domain",
            "requested",
            "ready",
            "heard"
          ]
        },
        {
          "flags": [
            "--csv"
          ],
          "description": "print CSV"
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "attention",
      "aliases": [],
      "description": "tenants that need attention: why, what to do, and who cares for it",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "list",
          "aliases": [],
          "description": "list tenants that need attention, with what to do",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--kind"
              ],
              "description": "only what is of this kind",
              "takes": [
                "stalled",
                "unwell",
                "releaseFailed",
                "rolledBack",
                "quiet",
                "drifted"
              ]
            },
            {
              "flags": [
                "--web"
              ],
              "description": "open its page of the console instead; where there is no browser, print the address"
            }
          ],
          "arguments": [],
          "commands": []
        },
        {
          "name": "acknowledge",
          "aliases": [],
          "description": "say that you have seen what it needs attention for",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--kind"
              ],
              "description": "only what is of this kind",
              "takes": [
                "stalled",
                "unwell",
                "releaseFailed",
                "rolledBack",
                "quiet",
                "drifted"
              ]
            },
            {
              "flags": [
                "--stage"
              ],
              "description": "only what is about this stage",
              "takes": [
                "account",
                "network",
                "edge",
                "dns",
                "pipeline",
                "offboard"
              ]
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for everybody who looks and for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        },
        {
          "name": "assign",
          "aliases": [],
          "description": "say who cares for it",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--to"
              ],
              "description": "a name or an e-mail address (default: yourself)",
              "takes": []
            },
            {
              "flags": [
                "--kind"
              ],
              "description": "only what is of this kind",
              "takes": [
                "stalled",
                "unwell",
                "releaseFailed",
                "rolledBack",
                "quiet",
                "drifted"
              ]
            },
            {
              "flags": [
                "--stage"
              ],
              "description": "only what is about this stage",
              "takes": [
                "account",
                "network",
                "edge",
                "dns",
                "pipeline",
                "offboard"
              ]
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for everybody who looks and for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        },
        {
          "name": "silence",
          "aliases": [],
          "description": "have nobody alarmed of it for a time; it still counts",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--for"
              ],
              "description": "how long: 90m, 8h, at most 30d",
              "takes": []
            },
            {
              "flags": [
                "--kind"
              ],
              "description": "only what is of this kind",
              "takes": [
                "stalled",
                "unwell",
                "releaseFailed",
                "rolledBack",
                "quiet",
                "drifted"
              ]
            },
            {
              "flags": [
                "--stage"
              ],
              "description": "only what is about this stage",
              "takes": [
                "account",
                "network",
                "edge",
                "dns",
                "pipeline",
                "offboard"
              ]
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for everybody who looks and for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        },
        {
          "name": "unsilence",
          "aliases": [],
          "description": "end its silence: what alarms anybody does again",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--kind"
              ],
              "description": "only what is of this kind",
              "takes": [
                "stalled",
                "unwell",
                "releaseFailed",
                "rolledBack",
                "quiet",
                "drifted"
              ]
            },
            {
              "flags": [
                "--stage"
              ],
              "description": "only what is about this stage",
              "takes": [
                "account",
                "network",
                "edge",
                "dns",
                "pipeline",
                "offboard"
              ]
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for everybody who looks and for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        }
      ]
    },
    {
      "name": "show",
      "aliases": [],
      "description": "show a tenant: where it is, what is wrong, what it has",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--resources"
          ],
          "description": "every resource that it has in AWS"
        },
        {
          "flags": [
            "--steps"
          ],
          "description": "what every step took, waited for and failed with"
        },
        {
          "flags": [
            "--events"
          ],
          "description": "the events that the bus has told"
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "watch",
      "aliases": [],
      "description": "watch tenants move, live; without names, all that are on their way",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "give up after this time, with exit code 9: 90s, 30m",
          "takes": []
        },
        {
          "flags": [
            "--keep"
          ],
          "description": "stay when a tenant stalls or fails: somebody may mend it"
        },
        {
          "flags": [
            "--interval"
          ],
          "description": "between two looks, 1 to 60",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          },
          "isVariadic": true
        }
      ],
      "commands": []
    },
    {
      "name": "logs",
      "aliases": [],
      "description": "print what the services' functions logged about a tenant, or a service about everybody, oldest first",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--service"
          ],
          "description": "only of this service; repeat it for several",
          "takes": [
            "admin",
            "account",
            "network",
            "edge",
            "dns",
            "pipeline",
            "offboard"
          ]
        },
        {
          "flags": [
            "--since"
          ],
          "description": "from then on: 2026-11-24T06:00:00Z, or how long ago: 90s, 2h, 7d",
          "takes": []
        },
        {
          "flags": [
            "--level"
          ],
          "description": "only lines of this level or worse",
          "takes": [
            "DEBUG",
            "INFO",
            "WARN",
            "ERROR"
          ]
        },
        {
          "flags": [
            "--follow",
            "-f"
          ],
          "description": "stay, and print what is logged from now on"
        },
        {
          "flags": [
            "--aws-profile"
          ],
          "description": "read the account with an AWS profile: superAdmin=NAME",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "event",
      "aliases": [],
      "description": "print an event of a tenant as EventBridge delivers it, the last of that name: for serverless invoke local --path",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--id"
          ],
          "description": "this one of them, by its id (tenantry show <tenant> --events)",
          "takes": []
        },
        {
          "flags": [
            "--sqs"
          ],
          "description": "as a message of a queue, for a deployed function: aws lambda invoke --payload"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        },
        {
          "values": []
        }
      ],
      "commands": []
    },
    {
      "name": "plan",
      "aliases": [],
      "description": "say what on-boarding a tenant would create, need, cost and take; creates nothing",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--name"
          ],
          "description": "the tenant's name",
          "takes": []
        },
        {
          "flags": [
            "--slug"
          ],
          "description": "the label below the root domain; made from the name when absent",
          "takes": []
        },
        {
          "flags": [
            "--domain"
          ],
          "description": "instead of the slug: <slug>.<root domain>",
          "takes": []
        },
        {
          "flags": [
            "--admin-email"
          ],
          "description": "e-mail address of the tenant's first user",
          "takes": []
        },
        {
          "flags": [
            "--plan"
          ],
          "description": "a plan of the deployment, completed by Tab (default: standard)",
          "takes": {
            "of": "plans"
          }
        },
        {
          "flags": [
            "--cidr"
          ],
          "description": "an address range that the tenant must have; allocated when absent",
          "takes": []
        },
        {
          "flags": [
            "--cidr-prefix"
          ],
          "description": "prefix length of the range to allocate",
          "takes": []
        },
        {
          "flags": [
            "--var"
          ],
          "description": "a variable of the tenant's pipeline, APP_…; repeat it for several",
          "takes": []
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "onboard",
      "aliases": [],
      "description": "on-board a tenant; in a terminal, asks for what is missing",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--name"
          ],
          "description": "the tenant's name",
          "takes": []
        },
        {
          "flags": [
            "--slug"
          ],
          "description": "the label below the root domain; made from the name when absent",
          "takes": []
        },
        {
          "flags": [
            "--domain"
          ],
          "description": "instead of the slug: <slug>.<root domain>",
          "takes": []
        },
        {
          "flags": [
            "--admin-email"
          ],
          "description": "e-mail address of the tenant's first user",
          "takes": []
        },
        {
          "flags": [
            "--plan"
          ],
          "description": "a plan of the deployment, completed by Tab (default: standard)",
          "takes": {
            "of": "plans"
          }
        },
        {
          "flags": [
            "--cidr"
          ],
          "description": "an address range that the tenant must have; allocated when absent",
          "takes": []
        },
        {
          "flags": [
            "--cidr-prefix"
          ],
          "description": "prefix length of the range to allocate",
          "takes": []
        },
        {
          "flags": [
            "--var"
          ],
          "description": "a variable of the tenant's pipeline, APP_…; repeat it for several",
          "takes": []
        },
        {
          "flags": [
            "--again"
          ],
          "description": "with what is kept of one that is gone: slug, plan and size of its range; options count more",
          "takes": {
            "of": "tenants"
          }
        },
        {
          "flags": [
            "--yes",
            "-y"
          ],
          "description": "do not ask whether to go on"
        },
        {
          "flags": [
            "--watch",
            "-w"
          ],
          "description": "watch it until it is ready (the default in a terminal)"
        },
        {
          "flags": [
            "--no-watch"
          ],
          "description": "only ask for it"
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "stop watching after this time, with exit code 9: 30m",
          "takes": []
        },
        {
          "flags": [
            "--idempotency-key"
          ],
          "description": "the same key asks for the same tenant once, however often it is sent",
          "takes": []
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "change",
      "aliases": [],
      "description": "change what a tenant is called, or its plan",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--name"
          ],
          "description": "what it is called from now on",
          "takes": []
        },
        {
          "flags": [
            "--plan"
          ],
          "description": "the plan that it has from now on",
          "takes": {
            "of": "plans"
          }
        },
        {
          "flags": [
            "--watch",
            "-w"
          ],
          "description": "watch it until every stage has followed, or one stalls"
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "stop watching after this time, with exit code 9: 30m",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "retry",
      "aliases": [],
      "description": "have stages try again; without names, those that are stuck",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--watch",
            "-w"
          ],
          "description": "watch it until it is ready, or stalls again"
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "stop watching after this time, with exit code 9: 30m",
          "takes": []
        },
        {
          "flags": [
            "--idempotency-key"
          ],
          "description": "the same key asks for the same retry once, however often it is sent",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        },
        {
          "values": [
            "account",
            "network",
            "edge",
            "dns",
            "pipeline",
            "offboard"
          ],
          "isVariadic": true
        }
      ],
      "commands": []
    },
    {
      "name": "check-drift",
      "aliases": [],
      "description": "see whether somebody has changed what a live tenant has; changes nothing",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--stage"
          ],
          "description": "only what this stage has",
          "takes": [
            "account",
            "network",
            "edge",
            "dns",
            "pipeline",
            "offboard"
          ]
        },
        {
          "flags": [
            "--no-wait"
          ],
          "description": "do not wait for what they see"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "variables",
      "aliases": [
        "vars"
      ],
      "description": "show variables of a tenant's pipeline, or change them: APP_NAME=value",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--unset"
          ],
          "description": "remove a variable; repeat it for several",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        },
        {
          "values": [],
          "isVariadic": true
        }
      ],
      "commands": []
    },
    {
      "name": "invite",
      "aliases": [],
      "description": "invite a tenant's administrator again, with a new temporary password",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--email"
          ],
          "description": "another person, who becomes the administrator; who was before is signed out and disabled",
          "takes": []
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "with --email: the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "open",
      "aliases": [],
      "description": "open a tenant's console in the browser; without a name, the super admin console",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--print"
          ],
          "description": "only print the address"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "cancel",
      "aliases": [],
      "description": "take a tenant back that never was live",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--watch",
            "-w"
          ],
          "description": "watch it until nothing is left"
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "stop watching after this time, with exit code 9: 30m",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "offboard",
      "aliases": [],
      "description": "take a tenant back with everything it has, for ever",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--export"
          ],
          "description": "dump the tenant's data to the retention bucket first (the default)"
        },
        {
          "flags": [
            "--no-export"
          ],
          "description": "destroy the data without a copy"
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        },
        {
          "flags": [
            "--watch",
            "-w"
          ],
          "description": "watch it until nothing is left"
        },
        {
          "flags": [
            "--timeout"
          ],
          "description": "stop watching after this time, with exit code 9: 30m",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "suspend",
      "aliases": [],
      "description": "shut the door of a tenant: its own page and no sign-in; nothing is deleted, and it costs what it costs",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "resume",
      "aliases": [],
      "description": "open the door of a suspended tenant, and deliver what has waited",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "isolate",
      "aliases": [],
      "description": "take a tenant that may be compromised off the net; deletes nothing",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "end-isolation",
      "aliases": [],
      "description": "let an isolated tenant back",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        },
        {
          "flags": [
            "--yes"
          ],
          "description": "the tenant's slug, as confirmation where nobody is there to type it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "doctor",
      "aliases": [],
      "description": "check that everything works: sign-in, versions, accounts, roles, quotas, zone delegation",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--aws-profile"
          ],
          "description": "look into an account with an AWS profile: owner, superAdmin, devops, networking, production",
          "takes": []
        },
        {
          "flags": [
            "--before"
          ],
          "description": "look at what must be there before a deployment, in the real accounts; reads only, and asks no API of ours"
        },
        {
          "flags": [
            "--config"
          ],
          "description": "with --before: config/<deployment>.json",
          "takes": []
        },
        {
          "flags": [
            "--profile-pattern"
          ],
          "description": "with --before: the AWS profile of each account (default: tenantry-{account})",
          "takes": []
        },
        {
          "flags": [
            "--confirm"
          ],
          "description": "with --before: you have made sure of what no API says, e.g. cloudfront",
          "takes": []
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "notifications",
      "aliases": [],
      "description": "who is told what happens to tenants: e-mail, Slack, webhooks",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "list",
          "aliases": [],
          "description": "list subscriptions, newest first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [],
          "commands": []
        },
        {
          "name": "add",
          "aliases": [],
          "description": "subscribe; a webhook's secret is shown once",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--webhook"
              ],
              "description": "https address, told by signed requests (Standard Webhooks)",
              "takes": []
            },
            {
              "flags": [
                "--slack"
              ],
              "description": "address of an incoming webhook of Slack",
              "takes": []
            },
            {
              "flags": [
                "--email"
              ],
              "description": "an e-mail address; its owner is asked first",
              "takes": []
            },
            {
              "flags": [
                "--events"
              ],
              "description": "which events, separated by commas",
              "takes": []
            },
            {
              "flags": [
                "--tenant"
              ],
              "description": "only of this tenant",
              "takes": {
                "of": "tenants"
              }
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "change",
          "aliases": [],
          "description": "change a subscription, or give it another secret",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--name"
              ],
              "description": "what people call it",
              "takes": []
            },
            {
              "flags": [
                "--events"
              ],
              "description": "which events, separated by commas",
              "takes": []
            },
            {
              "flags": [
                "--url"
              ],
              "description": "another address, of webhook and Slack",
              "takes": []
            },
            {
              "flags": [
                "--rotate-secret"
              ],
              "description": "another secret, shown once; the one before signs, too, for a day"
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "remove",
          "aliases": [],
          "description": "remove a subscription, with its address and secrets",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--yes",
                "-y"
              ],
              "description": "do not ask"
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "test",
          "aliases": [],
          "description": "send a test at once, and say how it went",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "deliveries",
          "aliases": [],
          "description": "list what it was told in the last 30 days, newest first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--limit"
              ],
              "description": "how many, 1 to 100",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "resend",
          "aliases": [],
          "description": "send a notification again, by the same id",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [
            {
              "values": []
            },
            {
              "values": []
            }
          ],
          "commands": []
        }
      ]
    },
    {
      "name": "dlq",
      "aliases": [],
      "description": "dead letters: messages that were given up, with the reason",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "list",
          "aliases": [],
          "description": "list dead letters of all queues, oldest first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--queue"
              ],
              "description": "only of this queue",
              "takes": []
            },
            {
              "flags": [
                "--web"
              ],
              "description": "open its page of the console instead; where there is no browser, print the address"
            }
          ],
          "arguments": [],
          "commands": []
        },
        {
          "name": "show",
          "aliases": [],
          "description": "show a dead letter: why, what to do, and the message",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "redrive",
          "aliases": [],
          "description": "have dead letters worked on again: fix the cause first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--detail"
              ],
              "description": "the event's detail, repaired, as a JSON file",
              "takes": []
            },
            {
              "flags": [
                "--yes"
              ],
              "description": "the tenant's slug, where only admins may repair the event and nobody is there to type it",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": [],
              "isVariadic": true
            }
          ],
          "commands": []
        },
        {
          "name": "discard",
          "aliases": [],
          "description": "delete dead letters; the audit keeps that they were there",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--yes",
                "-y"
              ],
              "description": "do not ask"
            }
          ],
          "arguments": [
            {
              "values": [],
              "isVariadic": true
            }
          ],
          "commands": []
        }
      ]
    },
    {
      "name": "database",
      "aliases": [],
      "description": "people's logins to the database of one tenant",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "login",
          "aliases": [],
          "description": "get a login of your own for some hours; the password is shown once",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--hours"
              ],
              "description": "how long, 1 to 24, as far as the configuration allows it",
              "takes": []
            },
            {
              "flags": [
                "--write"
              ],
              "description": "to change rows, too; for admins"
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        },
        {
          "name": "logins",
          "aliases": [],
          "description": "list people's logins to a tenant's database, newest first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            }
          ],
          "commands": []
        },
        {
          "name": "revoke",
          "aliases": [],
          "description": "end a login at once, with its sessions",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--yes",
                "-y"
              ],
              "description": "do not ask"
            }
          ],
          "arguments": [
            {
              "values": {
                "of": "tenants"
              }
            },
            {
              "values": []
            }
          ],
          "commands": []
        }
      ]
    },
    {
      "name": "replay",
      "aliases": [],
      "description": "tell events again, from the archive: stages verify everything and mend what has drifted",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "list",
          "aliases": [],
          "description": "list replays, newest first",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--tenant"
              ],
              "description": "only replays for this tenant",
              "takes": {
                "of": "tenants"
              }
            },
            {
              "flags": [
                "--limit"
              ],
              "description": "replays on a page, 1 to 100",
              "takes": []
            },
            {
              "flags": [
                "--cursor"
              ],
              "description": "what the previous page gave",
              "takes": []
            },
            {
              "flags": [
                "--web"
              ],
              "description": "open its page of the console instead; where there is no browser, print the address"
            }
          ],
          "arguments": [],
          "commands": []
        },
        {
          "name": "start",
          "aliases": [],
          "description": "start a replay",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--tenant"
              ],
              "description": "only this tenant's events",
              "takes": {
                "of": "tenants"
              }
            },
            {
              "flags": [
                "--all-tenants"
              ],
              "description": "every tenant's events"
            },
            {
              "flags": [
                "--stage"
              ],
              "description": "only this stage hears it; repeat it for several",
              "takes": [
                "account",
                "network",
                "edge",
                "dns",
                "pipeline",
                "offboard"
              ]
            },
            {
              "flags": [
                "--event"
              ],
              "description": "only events of this name, with --tenant; repeat it for several",
              "takes": []
            },
            {
              "flags": [
                "--from"
              ],
              "description": "begin of the time window: 2026-11-24T06:00:00Z, or how long ago: 2h",
              "takes": []
            },
            {
              "flags": [
                "--to"
              ],
              "description": "end of the time window",
              "takes": []
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--dry-run",
                "-n"
              ],
              "description": "only count what it would deliver"
            },
            {
              "flags": [
                "--yes",
                "-y"
              ],
              "description": "do not ask whether to go on; needed for all tenants where nobody is there to ask"
            }
          ],
          "arguments": [],
          "commands": []
        }
      ]
    },
    {
      "name": "releases",
      "aliases": [],
      "description": "list what was built of the tenants' application, newest first",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "close-queue",
      "aliases": [],
      "description": "list accounts that wait to be closed, with dates, and the quota of closings",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--state"
          ],
          "description": "which",
          "takes": [
            "queued",
            "closed"
          ]
        },
        {
          "flags": [
            "--limit"
          ],
          "description": "accounts on a page, 1 to 100",
          "takes": []
        },
        {
          "flags": [
            "--cursor"
          ],
          "description": "what the previous page gave",
          "takes": []
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "quotas",
      "aliases": [],
      "description": "list quotas that stop on- or off-boarding, and their use",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "cost",
      "aliases": [],
      "description": "show what tenants cost, all or one",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "access",
      "aliases": [],
      "description": "list who can reach a tenant's data, by the deployed policies",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--aws-profile"
          ],
          "description": "read an account with an AWS profile: tenant, superAdmin, devops, networking, production, owner",
          "takes": []
        },
        {
          "flags": [
            "--csv"
          ],
          "description": "print CSV: a line for each who and what"
        },
        {
          "flags": [
            "--strict"
          ],
          "description": "end with 8 when somebody is not expected, or something could not be read"
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "people",
      "aliases": [],
      "description": "who signs in to console and command; for admins",
      "options": [],
      "arguments": [],
      "commands": [
        {
          "name": "list",
          "aliases": [],
          "description": "list who signs in here, with what each may do",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            }
          ],
          "arguments": [],
          "commands": []
        },
        {
          "name": "invite",
          "aliases": [],
          "description": "invite somebody; Cognito mails a temporary password",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--group"
              ],
              "description": "what the person may do: look (viewer), operate, or everything (admin)",
              "takes": [
                "viewer",
                "operator",
                "admin"
              ]
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "change",
          "aliases": [],
          "description": "change what somebody may do, disable or enable somebody, or invite again",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--group"
              ],
              "description": "what the person may do: look (viewer), operate, or everything (admin)",
              "takes": [
                "viewer",
                "operator",
                "admin"
              ]
            },
            {
              "flags": [
                "--disable"
              ],
              "description": "nobody signs in by it any more; who is signed in is signed out"
            },
            {
              "flags": [
                "--enable"
              ],
              "description": "lets a disabled person in again"
            },
            {
              "flags": [
                "--resend"
              ],
              "description": "mails another temporary password to who has not chosen one yet"
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        },
        {
          "name": "remove",
          "aliases": [],
          "description": "remove somebody for good; the audit keeps what that person did",
          "options": [
            {
              "flags": [
                "--json"
              ],
              "description": "print JSON"
            },
            {
              "flags": [
                "--profile"
              ],
              "description": "whose API: a profile of the configuration, or laptop",
              "takes": {
                "of": "profiles"
              }
            },
            {
              "flags": [
                "--reason"
              ],
              "description": "why, for the audit: 3 to 500 characters",
              "takes": []
            },
            {
              "flags": [
                "--yes",
                "-y"
              ],
              "description": "do not ask"
            }
          ],
          "arguments": [
            {
              "values": []
            }
          ],
          "commands": []
        }
      ]
    },
    {
      "name": "audit",
      "aliases": [],
      "description": "list who did what, newest first",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--tenant"
          ],
          "description": "only about this tenant",
          "takes": {
            "of": "tenants"
          }
        },
        {
          "flags": [
            "--by"
          ],
          "description": "only by this person: e-mail address, user name or subject",
          "takes": []
        },
        {
          "flags": [
            "--limit"
          ],
          "description": "lines on a page, 1 to 100",
          "takes": []
        },
        {
          "flags": [
            "--cursor"
          ],
          "description": "what the previous page gave",
          "takes": []
        },
        {
          "flags": [
            "--web"
          ],
          "description": "open its page of the console instead; where there is no browser, print the address"
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "evidence",
      "aliases": [],
      "description": "show the evidence that nothing of an off-boarded tenant is left: what the sweep found and removed, account by account",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--output"
          ],
          "description": "save it there, byte by byte, instead of printing it",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "export",
      "aliases": [],
      "description": "save an off-boarded tenant's exported data, and verify it; for admins, and what a hospital knows of its patients",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--output"
          ],
          "description": "where to save the files",
          "takes": []
        },
        {
          "flags": [
            "--reason"
          ],
          "description": "why, for the audit: 3 to 500 characters",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "certificate",
      "aliases": [],
      "description": "save the certificate that the people of an off-boarded tenant are forgotten",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--output"
          ],
          "description": "where to save file, signature, page and public key",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": {
            "of": "tenants"
          }
        }
      ],
      "commands": []
    },
    {
      "name": "verify-certificate",
      "aliases": [],
      "description": "say whether a certificate of erasure is genuine; asks nobody",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--signature"
          ],
          "description": "its signature; beside it, with .sig, by default",
          "takes": []
        },
        {
          "flags": [
            "--key"
          ],
          "description": "the public key that you trust, in PEM; public-key.pem beside it by default",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": []
        }
      ],
      "commands": []
    },
    {
      "name": "login",
      "aliases": [],
      "description": "sign in by the browser; with the URL of the super admin console, the profile is made by itself",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        },
        {
          "flags": [
            "--api-url"
          ],
          "description": "the API, where no console tells",
          "takes": []
        },
        {
          "flags": [
            "--client-id"
          ],
          "description": "client of the API's user pool",
          "takes": []
        },
        {
          "flags": [
            "--sign-in-url"
          ],
          "description": "where the user pool's pages are",
          "takes": []
        },
        {
          "flags": [
            "--issuer"
          ],
          "description": "of its tokens: https://cognito-idp.<region>.amazonaws.com/<user pool>",
          "takes": []
        }
      ],
      "arguments": [
        {
          "values": []
        }
      ],
      "commands": []
    },
    {
      "name": "logout",
      "aliases": [],
      "description": "sign out: revoke and delete the tokens; the profile stays",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "whoami",
      "aliases": [],
      "description": "say who you are, what you may do, and which API that holds for",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "token",
      "aliases": [],
      "description": "print an ID token that is valid for some minutes, for curl and scripts",
      "options": [
        {
          "flags": [
            "--json"
          ],
          "description": "print JSON"
        },
        {
          "flags": [
            "--profile"
          ],
          "description": "whose API: a profile of the configuration, or laptop",
          "takes": {
            "of": "profiles"
          }
        }
      ],
      "arguments": [],
      "commands": []
    },
    {
      "name": "completion",
      "aliases": [],
      "description": "print a script that completes commands, options and tenants in your shell",
      "options": [],
      "arguments": [
        {
          "values": [
            "bash",
            "zsh",
            "fish"
          ]
        }
      ],
      "commands": []
    }
  ]
};
