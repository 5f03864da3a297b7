import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const priorityWithoutEffect: DiagnosticKind<{ where: "route" | "rule" }> = defineDiagnostic({
  code: "time/priority-without-effect",
  severity: "warning",
  title: "A priority where nobody waits",
  message: ({ where }) => `the \`priority\` of this ${where} changes nothing: none of its targets lets requests wait`,
  help: () => "Write a `line` for one of its targets into the overlay, or leave the priority out.",
  page: {
    what: "A route or a rule has a `priority`, and no target that it reaches has a `line` in the overlay.",
    why: "The priority of a route or a rule says who comes first in the line of a target. Without one no request waits there: what finds no place goes onward at once, whatever its priority is. Who comes in first where the whole gateway is full is said by the priority of the caller's key alone.",
    mend: "Say in the overlay how many requests wait for a target, and for how long: `concurrency: 20, line: { most: 100, wait: 2s }`. Or leave the priority out, and give the caller's key one.",
    bad: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.tags.includes("shop"), use: "openai/gpt-5.4-mini", priority: 10 }],
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
    },
  },
});
`,
      files: { "catalog.yaml": "models:\n  openai/gpt-5.4-mini: { concurrency: 20 }\n" },
    },
    good: {
      language: "typescript",
      source: `import { chain, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.tags.includes("shop"), use: "openai/gpt-5.4-mini", priority: 10 }],
      otherwise: chain("openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"),
    },
  },
});
`,
      files: {
        "catalog.yaml": "models:\n  openai/gpt-5.4-mini: { concurrency: 20, line: { most: 100, wait: 2s } }\n",
      },
    },
  },
});
