import { availableParallelism } from "node:os";
import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Tests that put something of their own in the place of a module. */
const mocking = ["test/cli/verification.test.ts"];
/** Minutes of work for one core: `npm run verify:mutants`. */
const long = process.env.VERIFY_MUTANTS ? [] : ["test/verification/mutants.test.ts"];
const exclude = [...long, "**/node_modules/**"];

const config: ViteUserConfig = defineConfig({
  test: {
    pool: "threads",
    // One more than there are cores: some tests wait.
    maxWorkers: availableParallelism() + 1,
    // Tests that are said to run beside others wait more than they work.
    maxConcurrency: 20,
    // Far above what any test needs: a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        // What tests import is imported once by a worker, which otherwise is half of all work: none leaves anything in a module.
        test: { name: "shared", isolate: false, include: ["test/**/*.test.ts"], exclude: [...exclude, ...mocking] },
      },
      {
        extends: true,
        test: { name: "alone", include: mocking, exclude, sequence: { groupOrder: 1 } },
      },
    ],
  },
});

export default config;
