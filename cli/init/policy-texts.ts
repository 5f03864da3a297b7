/** The files of a first policy. */
import type { FirstModels } from "./models.ts";
import { schemas } from "./project-texts.ts";

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
  return `# yaml-language-server: $schema=${schemas}/policy.schema.json
# What callers may send along; anything else cannot be matched on.
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
    max: { outputTokens: 4_000 }
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

/** Says nothing yet; what could be said stands in its comments. */
export function overlayText({ quick: [model = ""] }: FirstModels): string {
  const [provider] = model.split("/");
  return `# yaml-language-server: $schema=${schemas}/catalog-overlay.schema.json
# What only you know about models, in place of each \`{}\`: servers and deployments of your own, prices that you agreed on.
providers: {}
  # inference: { like: ${provider}, baseUrl: "http://inference.internal:8000/v1", hosting: self-hosted, jurisdiction: DE }
models: {}
  # inference/support-13b: { context: 32768, tokenizer: llama-3, price: { input: 0.2, output: 0.2 } }
prices: {}
  # ${provider}/*: { discount: 15% }
`;
}

function quoted(ids: readonly string[]): string {
  return ids.map((id) => JSON.stringify(id)).join(", ");
}
