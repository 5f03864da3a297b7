/** The files of a first policy. */
import type { FirstModels } from "./init-models.ts";

export function policyInTypescript({ strong, quick }: FirstModels): string {
  return `import { chain, policy, s } from "pointsman";

export default policy({
  // What callers may send along; anything else cannot be matched on.
  metadata: { priority: ["normal", "high"] },

  // Models that stand in for each other, in order.
  tiers: {
    strong: chain(${quoted(strong)}),
    quick: chain(${quoted(quick)}),
  },

  // What clients name in \`model\`.
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "high" || r.hasCode, use: "strong" }],
      otherwise: "quick",
      max: { outputTokens: 4_000 },
      deadline: s(60),
    },
  },
});
`;
}

export function policyInYaml({ strong, quick }: FirstModels): string {
  return `# What callers may send along; anything else cannot be matched on.
metadata:
  priority: [normal, high]

# Models that stand in for each other, in order.
tiers:
  strong: [${strong.join(", ")}]
  quick: [${quick.join(", ")}]

# What clients name in \`model\`.
routes:
  chat:
    rules:
      - { when: r.metadata.priority === "high" || r.hasCode, use: strong }
    otherwise: quick
    max: { outputTokens: 4000 }
    deadline: 60s
`;
}

/** A request that meets the first rule, for \`pointsman decide\`. */
export const exampleRequest: string = `${JSON.stringify(
  {
    model: "chat",
    messages: [{ role: "user", content: "Where do trains change tracks?" }],
    metadata: { priority: "high" },
  },
  undefined,
  2,
)}\n`;

/** Checks the policy, and that the table beside it is what the policy compiles to. No key is needed. */
export function workflow(policy: string): string {
  return `name: pointsman
on:
  pull_request:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  policy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # Warnings are shown and do not fail: the clock alone never breaks a build. --deny <code> makes one fail.
      - run: npx --yes pointsman check ${policy} --format github
      - run: npx --yes pointsman build ${policy} --check
`;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => JSON.stringify(id)).join(", ");
}
