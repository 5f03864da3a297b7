import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Minutes of work for one core: `npm run verify:mutants`.
    exclude: process.env.VERIFY_MUTANTS ? [] : ["test/verification/mutants.test.ts", "**/node_modules/**"],
    pool: "threads",
    // Also the core that it leaves to others by itself: half of two.
    maxWorkers: "100%",
    // Far above what any test needs: a busy machine is no failure.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

export default config;
