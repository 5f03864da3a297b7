import { policy } from "pointsman";
import { needsLargeModel } from "./presets/conditions.ts";

export default policy({
  routes: {
    chat: {
      rules: [
        { when: (r) => r.hasCode, use: "anthropic/claude-opus-5-5" },
        { when: needsLargeModel, use: "anthropic/claude-opus-5-5" },
        { when: (r) => r.stream && needsLargeModel(r), use: "openai/gpt-5.4-mini" },
      ],
      otherwise: "openai/gpt-5.4-mini",
    },
  },
});
