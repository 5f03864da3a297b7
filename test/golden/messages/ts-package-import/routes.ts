import { chain, policy, s } from "pointsman";
import { isEqual } from "lodash";

export default policy({
  metadata: { priority: ["low", "normal", "high"] },
  tiers: {
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
  },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.priority === "high", use: "premium" }],
      otherwise: "standard",
      deadline: s(60),
    },
  },
});
