import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const duplicateTarget: DiagnosticKind<{ id: string }> = defineDiagnostic({
  code: "chain/duplicate-target",
  severity: "warning",
  title: "The same target twice",
  message: ({ id }) => `\`${id}\` is named here twice`,
  help: () => "Give it a greater weight instead, or name another model.",
  page: {
    what: "A strategy, or a model group of an imported configuration, names the same target more than once.",
    why: "It looks like a spare, but what brings one down brings the other down with it; and it takes a double share.",
    mend: "Name it once. Where it should get more requests than others, give it a weight.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "openai/gpt-5.4-mini") } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5") } },
});
`,
    },
  },
});
