import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const staleTable: DiagnosticKind<{ file: string; policy: string; isThere: boolean }> = defineDiagnostic({
  code: "table/stale",
  severity: "error",
  title: "A table that is not what the policy compiles to",
  message: ({ file, policy, isThere }) =>
    isThere
      ? `\`${file}\` is not what \`${policy}\` compiles to`
      : `there is no \`${file}\`, which \`${policy}\` compiles to`,
  help: ({ file, policy }) =>
    `Run \`pointsman build ${policy} -o ${file.replace(/\.map$/, "")}\`, and commit what it writes.`,
  page: {
    what: "With `build --check`, the table on disk, or the map beside it, is another than the one that the policy, its overlay and the catalog compile to with this version.",
    why: "The table is what is deployed: a policy that was reviewed without it, or a table that was changed by hand, serves something else than what was agreed on.",
    mend: "Build it again and commit it together with the policy. Where the policy has not changed, another version of pointsman or of its catalog has built the table: pin the version.",
    bad: {
      language: "typescript",
      built: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-6-luna" } },
});
`,
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
    good: {
      language: "typescript",
      built: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
      source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
});
`,
    },
  },
});
