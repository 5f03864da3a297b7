import { policy, split } from "pointsman";
import { longer } from "./lib/rules.ts";

export default policy({
  metadata: { priority: ["low", "100% <high>, | `now`: ::error::"] },
  tiers: { "canary": split({ "openai/gpt-5.4-mini": 100, "openai/gpt-6-luna": 0 }) },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.metadata.priority == "low", use: "canary" },
        { when: (r) => longer(r), use: "premum" },
        { when: (r) => r.metadata.priority === "@all <b>|", use: "canary" },
      ],
      otherwise: "canary",
    },
  },
});
