import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const missingVariable: DiagnosticKind<{ provider: string; url: string; names: readonly string[] }> =
  defineDiagnostic({
    code: "catalog/missing-variable",
    severity: "error",
    title: "An address with a part that only you know",
    message: ({ provider, names, url }) =>
      `the address of \`${provider}\` needs ${names.map((name) => `\`${name}\``).join(" and ")}: ${url}`,
    help: ({ provider, names }) =>
      `Say it in catalog.yaml: \`providers: { ${provider}: { variables: { ${names.map((name) => `${name}: …`).join(", ")} } } }\`.`,
    page: {
      what: "A target is at a provider whose address depends on an account, a resource or a region of yours.",
      why: "There is nowhere to send the request to.",
      mend: "Write a catalog overlay beside the policy that gives the `variables` of the provider.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "azure/gpt-5.4-mini" } },
});
`,
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "azure/gpt-5.4-mini" } },
});
`,
        files: {
          "catalog.yaml": `providers:
  azure: { variables: { resource: acme } }
`,
        },
      },
    },
  });
