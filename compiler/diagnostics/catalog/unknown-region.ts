import { type DiagnosticKind, defineDiagnostic } from "../define.ts";

export const unknownRegion: DiagnosticKind<{ provider: string; region: string; offered: readonly string[] }> =
  defineDiagnostic({
    code: "catalog/unknown-region",
    severity: "error",
    title: "Unknown region",
    message: ({ provider, region }) => `\`${provider}\` offers no region \`${region}\``,
    help: ({ offered }) =>
      offered.length > 0
        ? `It offers ${offered.map((name) => `\`${name}\``).join(", ")}. Where you know its address, give a \`baseUrl\`.`
        : "Where you know its address, give a `baseUrl`.",
    page: {
      what: "The overlay puts a provider or a deployment in a region for which the catalog knows no address.",
      why: "Requests would go to the usual address and be processed anywhere, while the policy and its reader believe that they stay in the region.",
      mend: "Use a region that the provider offers, or give the `baseUrl` of the region yourself.",
      bad: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/mini-at-home" } },
});
`,
        files: {
          "catalog.yaml": `models:
  openai/mini-at-home:
    like: openai/gpt-5.4-mini
    region: mars
`,
        },
      },
      good: {
        language: "typescript",
        source: `import { policy } from "pointsman";

export default policy({
  routes: { chat: { otherwise: "openai/mini-eu" } },
});
`,
        files: {
          "catalog.yaml": `models:
  openai/mini-eu:
    like: openai/gpt-5.4-mini
    region: eu
`,
        },
      },
    },
  });
