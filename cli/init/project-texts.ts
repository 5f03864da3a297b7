/** What is around the policy in a project of its own: the package, and what editors go by. */
import pkg from "../../package.json" with { type: "json" };

/** Where the schemas are once the package is installed, from the policy's folder. */
export const schemas = "./node_modules/pointsman/dist/schemas/generated";

/** It pins this version: another one may build another table. */
export function packageJson(folder: string, policy: string): string {
  return json({
    name:
      folder
        .toLowerCase()
        .replace(/[^a-z0-9._-]+/g, "-")
        .replace(/^[._-]+/, "") || "routes",
    private: true,
    type: "module",
    engines: { node: pkg.engines.node },
    scripts: {
      check: `pointsman check ${policy}`,
      build: `pointsman build ${policy}`,
      serve: `pointsman serve ${policy}`,
    },
    dependencies: { pointsman: pkg.version },
  });
}

/** A policy in YAML names its schema itself. */
export function editorFiles(policy: string): Record<string, string> {
  const settings = { "json.schemas": [{ fileMatch: ["*.table.json"], url: `${schemas}/table.schema.json` }] };
  return {
    ...(policy.endsWith(".ts") ? { "tsconfig.json": tsconfig } : {}),
    ".vscode/settings.json": json(settings),
    ".vscode/extensions.json": json({ recommendations: ["redhat.vscode-yaml"] }),
  };
}

const tsconfig: string = json({
  compilerOptions: {
    target: "es2024",
    module: "nodenext",
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    skipLibCheck: true,
    types: [],
  },
  include: ["**/*.ts"],
});

/** What runs leave behind. */
export const untracked = `node_modules/
pointsman-state.db*
`;

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
