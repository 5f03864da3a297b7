import { defineConfig, type ViteUserConfig } from "vitest/config";

const config: ViteUserConfig = defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    pool: "threads",
    // Far above what any test needs: a busy machine is no failure.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});

export default config;
