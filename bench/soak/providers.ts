/** Three simulated providers that fail in every way, one more often than the other; the last one never. Own process. */
import type { FaultSchedule } from "../../simulator/faults.ts";
import { startSimulator } from "../../simulator/start-simulator.ts";
import { answerParent } from "../proxy/answer-parent.ts";

const often: FaultSchedule = [
  { fault: "500", every: 5 },
  { fault: "reset", every: 7 },
  { fault: "cut-stream", value: 3, every: 9 },
  { fault: "malformed", value: 2, every: 11 },
  { fault: "error-event", value: 2, every: 13 },
  { fault: "429", value: 1, every: 17 },
  { fault: "silence", every: 101 },
];
const seldom: FaultSchedule = [
  { fault: "529", every: 19 },
  { fault: "cut-stream", value: 3, every: 23 },
  { fault: "slow-first-token", value: 1_500, every: 97 },
];

answerParent({
  start: async () => {
    const pace = { delay: 2, tokensPerSecond: 5_000, record: 0 };
    const [openai, anthropic, mistral] = await Promise.all([
      startSimulator({ dialect: "openai", ...pace, faults: often }),
      startSimulator({ dialect: "anthropic", ...pace, faults: seldom }),
      startSimulator({ dialect: "openai", ...pace }),
    ]);
    return { openai: openai.url, anthropic: anthropic.url, mistral: mistral.url };
  },
});
