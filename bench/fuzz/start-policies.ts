/** Valid policies that use much of the language, for edits to begin from. */
const typescript = `import { chain, cheapest, EU, fastest, ms, policy, reject, s, split, usd } from "pointsman";
import { longerThan, teams } from "./presets.ts";
import limits from "./limits.json" with { type: "json" };

const LONG = 32_000; // tokens
const { outputTokens = 4_000, ...rest } = { outputTokens: 8_000, a: [1, 2, ...[3]] };
const any = (...tests) => (r) => tests.some((test) => test(r));
const isPersonal = (r, values = ["pii"]) => values.includes(r.metadata.sensitivity);
function byTeam(r) {
  const team = r.key.team ?? "none";
  if (r.stream) return team === "red";
  if (!r.hasCode) { return teams.includes(team); } else return false;
}

export default policy({
  metadata: { priority: ["low", "normal", "high"], sensitivity: ["public", "pii"], team: "string" },
  tiers: {
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
    standard: chain(split({ "openai/gpt-5.4-mini": 90, "qwen/qwen3.7-plus": 10 }, { by: "metadata.team" }), "openai/gpt-6-luna"),
    realtime: fastest(["google/gemini-3.8-flash", "openai/gpt-6-luna"]),
    european: chain(...["mistral-large-2512", "mistral-small"].slice(0, 1).map((id) => \`mistral/\${id}\`)),
  },
  routes: {
    chat: {
      rules: [
        { when: (r) => isPersonal(r) && !r.stream, use: "european", jurisdictions: EU },
        { when: any(longerThan(LONG), (r) => r.needs.vision, byTeam), use: "premium", maxCost: usd(0.1) },
        { when: (r) => (r.maxOutputTokens ?? 1_000) > limits.output * 2, use: reject(403, "Too long.") },
        { when: (r) => r.hour >= 18 || ["sat", "sun"].includes(r.weekday), use: "realtime", set: { temperature: 0.2, stop: ["x"] } },
        { when: (r) => { const a = r.tools > 3; return a ? r.text.includes("refund") : r.images === 0; }, use: "standard" },
      ],
      otherwise: "standard",
      max: { inputTokens: 150_000, outputTokens, ...{} },
      deadline: s(60), firstToken: ms(5 * 1_000), idle: s(15),
      fallbackOn: ["timeout-idle", "overloaded"],
    },
    "batch-*": { otherwise: Object.entries({ premium: 1 }).filter(([, n]) => n > 0)[0][0], deadline: s(600) },
  },
  budgets: { team: { per: (r) => r.key.team, limit: usd(500), window: "month", exhausted: "realtime" } },
});
`;

const yaml = `# yaml-language-server: $schema=./policy.schema.json
metadata:
  priority: &levels [low, normal, high]
  team: string
tiers:
  premium: [anthropic/claude-opus-5-5, openai/gpt-6.2-sol]
  standard:
    - { split: { openai/gpt-5.4-mini: 90, qwen/qwen3.7-plus: 10 }, by: metadata.team }
    - openai/gpt-6-luna
  economy: { cheapest: [openai/gpt-6-luna, deepseek/deepseek-flash] }
routes:
  chat: &chat
    rules:
      - when: r.metadata.priority === "high" && !(r.stream || r.hour < 8)
        use: premium
        maxCost: $0.10
      - { when: 'r.key.tags.includes("beta")', use: { reject: 403, message: "No, \\u0041 sorry" } }
      - when: >-
          r.inputTokens > 32_000 ||
          ["a", "b"].some((team) => team === r.metadata.team)
        use: economy
    otherwise: standard
    max: { inputTokens: 150000, outputTokens: 8000 }
    deadline: 60s
  batch:
    <<: *chat
    deadline: 10m
budgets:
  team: { per: r.key.team, limit: $500, window: month, exhausted: economy }
`;

export interface StartPolicy {
  /** Its extension says the spelling. */
  readonly name: string;
  readonly text: string;
}

export const startPolicies: readonly StartPolicy[] = [
  { name: "policy.ts", text: typescript },
  { name: "policy.yaml", text: yaml },
];

/** What the policies import, the same in every case. */
export const importedFiles: Readonly<Record<string, string>> = {
  "presets.ts": 'export const longerThan = (n) => (r) => r.inputTokens > n;\nexport const teams = ["blue"];\n',
  "limits.json": '{ "output": 2000 }\n',
};
