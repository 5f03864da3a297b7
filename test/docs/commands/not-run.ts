/** Blocks of commands that no test runs, by how they begin, and why. */
export interface NotRun {
  readonly page: string;
  readonly begins: string;
  readonly because: string;
}

export const notRun: readonly NotRun[] = [
  {
    page: "README.md",
    begins: "npm run -s pointsman -- init demo --yaml",
    because: "has ports of its own: test/docs/readme-script.test.ts runs it, and compares what it prints",
  },
  {
    page: "docs/guide/cache.md",
    begins: "npm run verify:cache-stores",
    because: "takes minutes: CONTRIBUTING.md names who runs it",
  },
  {
    page: "docs/guide/catalog.md",
    begins: "npx pointsman catalog update",
    because: "reads a list that others keep, which changes by the day",
  },
  {
    page: "docs/guide/clients.md",
    begins: "export ANTHROPIC_BASE_URL",
    because: "starts a program of others: `npm run verify:agents`",
  },
  {
    page: "docs/guide/doctor.md",
    begins: "npx pointsman doctor",
    because: "looks at a Redis and asks real providers; test/cli/doctor.test.ts runs it on what is here",
  },
  {
    page: "docs/guide/reload.md",
    begins: "pointsman serve routes.table.json",
    because: "asks another host, and signals a process; test/cli/reload.test.ts does both",
  },
  {
    page: "docs/guide/state.md",
    begins: "pointsman serve routes.table.json --state redis",
    because: "needs a Redis of its own; test/cli/shared-limits.test.ts starts one",
  },
  {
    page: "docs/guide/state.md",
    begins: "npm run verify:stores",
    because: "takes minutes: CONTRIBUTING.md names who runs it",
  },
];

/** Changed with the list, on purpose. */
export const NOT_RUN = 8;
