import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const variablePlace: DiagnosticKind<{
  /** `${NAME}`, or a text with it. */
  text: string;
  /** The key that it is written for; absent: a condition. */
  path?: string | undefined;
  /** In place of the general advice. */
  instead?: string | undefined;
}> = defineDiagnostic({
  code: "syntax/variable-place",
  severity: "error",
  title: "A variable where the value must be known",
  message: ({ text, path }) =>
    `\`${text}\` cannot stand ${path === undefined ? "here" : `for \`${path}\``}: it is read when the runtime starts, and this is part of what is checked before`,
  help: ({ instead }) => instead ?? EVERYWHERE,
  page: {
    what: '`env("NAME")` or `${NAME}` stands where the compiler needs the value itself: in a condition, a limit, a name or a price.',
    why: "What is proved of a policy must hold on every machine. A value that only one machine knows could break any of it.",
    mend: "Write the value. Variables are for addresses, headers and names on the wire in catalog.yaml, and for `user`, `safety_identifier`, `prompt_cache_key` and `input_type` in `set`.",
    bad: {
      language: "typescript",
      source: `import { env, policy } from "pointsman";

export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.key.team === env("TEAM"), use: "mistral/mistral-large-2512" }],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
`,
    },
    good: {
      language: "typescript",
      source: `import { env, policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", set: { user: env("TENANT") } } },
});
`,
    },
  },
});

const EVERYWHERE =
  "Write the value. Variables may stand in `baseUrl`, `variables`, `headers` and the `name` of models in catalog.yaml, and in `set` for `user`, `safety_identifier`, `prompt_cache_key` and `input_type`.";
