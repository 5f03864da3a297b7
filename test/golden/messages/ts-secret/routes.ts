import { chain, policy, reject, s } from "pointsman";

export default policy({
  metadata: { priority: ["low", "normal", "high"], team: "string" },
  tiers: {
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    premium: chain("anthropic/claude-opus-5-5", "openai/gpt-6.2-sol"),
  },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.team === "trial", use: reject(403, "Use sk-proj-Zq8vN3xK7pL2mW9tR4yB6cD1fG5hJ0aS instead, toonew") }],
      otherwise: "standard",
      deadline: s(60),
    },
  },
});
