import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

/** `unwritten`: the weight is not 0 but missing, in a configuration that is imported; this is its key there. */
export const zeroWeight: DiagnosticKind<{ name: string; unwritten?: string }> = defineDiagnostic({
  code: "chain/zero-weight",
  severity: "warning",
  title: "A weight of zero",
  message: ({ name, unwritten }) =>
    unwritten === undefined
      ? `\`${name}\` has the weight 0, so no request ever reaches it`
      : `\`${name}\` has no \`${unwritten}\` where others of its group have one, so no request ever reaches it`,
  help: () => "Give it a weight, or remove it; as a spare it belongs behind the split, in a chain.",
  page: {
    what: "A part of a split has the weight 0, or a target of an imported configuration has none where the others of its group have one.",
    why: "It is paid for, monitored and never used. Whoever counts on it as a spare finds out during the outage.",
    mend: "Give every part a weight; a spare stands behind the others: `chain(split({ … }), spare)`.",
    bad: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 100, "openai/gpt-6-luna": 0 }) } },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy, split } from "pointsman";

export default policy({
  routes: { chat: { otherwise: split({ "openai/gpt-5.4-mini": 90, "openai/gpt-6-luna": 10 }) } },
});
`,
    },
  },
});
