import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const reservedMetadata: DiagnosticKind<{ name: string; reserved: readonly string[] }> = defineDiagnostic({
  code: "name/reserved-metadata",
  severity: "error",
  title: "Metadata that is named like a header of Pointsman",
  message: ({ name }) => `the metadata field \`${name}\` has the name of a header of Pointsman's own`,
  help: ({ name, reserved }) =>
    `Name it \`request-${name.toLowerCase()}\`, or in another way. Taken are ${reserved.map((other) => `\`${other}\``).join(", ")}.`,
  page: {
    what: "A metadata field is named like what stands after `x-pointsman-` in a header that Pointsman reads or sends itself, such as `metadata` or `target`.",
    why: "Every metadata field may be sent in a header of its own, `x-pointsman-<name>`; this one's would be read as something else, or mistaken for what an answer says.",
    mend: "Give the field another name.",
    bad: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { target: ["draft", "final"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.target === "final", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { policy } from "pointsman";

export default policy({
  metadata: { stage: ["draft", "final"] },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.stage === "final", use: "anthropic/claude-opus-5-5" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
  },
});
