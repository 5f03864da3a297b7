/** Providers answer with anything; what clients get is told where it is no end in their own protocol. */
import fc from "fast-check";
import { answerTo } from "../../endpoints/bad-input/answers.ts";
import { faultOfEnd } from "../../endpoints/bad-input/faults.ts";
import { type Gateway, startGateway } from "../../endpoints/bad-input/gateway.ts";
import { type RandomAnswer, randomAnswer } from "./random-answers.ts";

const tool = { type: "object", properties: { city: { type: "string" } } };
const endpoints = {
  chat: {
    path: "/v1/chat/completions",
    body: (said: string) => ({
      messages: [{ role: "user", content: said }],
      tools: [{ type: "function", function: { name: "get_weather", parameters: tool } }],
      stream_options: { include_usage: true },
    }),
  },
  messages: {
    path: "/v1/messages",
    body: (said: string) => ({
      max_tokens: 2_000,
      messages: [{ role: "user", content: said }],
      tools: [{ name: "get_weather", input_schema: tool }],
    }),
  },
  responses: {
    path: "/v1/responses",
    body: (said: string) => ({ input: said, tools: [{ type: "function", name: "get_weather", parameters: tool }] }),
  },
} as const;

/** Whose answers go to the client as they came. */
const passed: Readonly<Partial<Record<Protocol, readonly string[]>>> = {
  chat: ["openai", "azure"],
  messages: ["anthropic", "vertexclaude"],
};

type Protocol = keyof typeof endpoints;

const asked = fc.tuple(randomAnswer, fc.constantFrom<Protocol>("chat", "messages", "responses"));

export interface TriedAnswers {
  /** How many requests ended, by status. */
  statuses: Map<number, number>;
  /** What fast-check says of the smallest answers that did not end well; undefined: there are none. */
  report: string | undefined;
}

/** Several at a time: some failures are waited for and tried again. */
export async function tryAnswers({ seed, runs }: { seed: number; runs: number }): Promise<TriedAnswers> {
  const answers: RandomAnswer["answer"][] = [];
  const statuses = new Map<number, number>();
  const gateway = await startGateway((url, body) => {
    const number = /answer number (\d+)\./.exec(JSON.stringify(body))?.[1];
    return number === undefined ? answerTo(url, body) : answers[Number(number)]!;
  });
  const property = fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 16 }), async (many) => {
    const before = gateway.faults.length;
    const found = await Promise.all(
      many.map(([answer, protocol]) => fault(gateway, answers, answer, protocol, statuses)),
    );
    const logged = gateway.faults.slice(before).filter((line) => line.includes('"event":"fault"'));
    const faults = [...found, ...logged].filter((one) => one !== undefined);
    if (faults.length > 0) throw new Error(faults.join("\n\n"));
  });
  const details = await fc.check(property, { seed, numRuns: runs, includeErrorInReport: true });
  await gateway.close();
  return { statuses, report: details.failed ? await fc.asyncDefaultReportMessage(details) : undefined };
}

async function fault(
  gateway: Gateway,
  answers: RandomAnswer["answer"][],
  { provider, isStream, answer }: RandomAnswer,
  protocol: Protocol,
  statuses: Map<number, number>,
): Promise<string | undefined> {
  const { path, body } = endpoints[protocol];
  const number = answers.push(answer) - 1;
  const sent = { model: `chat-${provider}`, stream: isStream, ...body(`answer number ${number}.`) };
  const reply = await gateway.post(path, JSON.stringify(sent));
  statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
  const passes = passed[protocol]?.includes(provider) ?? false;
  const what = faultOfEnd(reply, protocol, { isStream, passes });
  const said = String(answer.bytes).slice(0, 1_500);
  return what && `${provider}, ${protocol}: ${what}: ${reply.status} ${reply.text.slice(0, 1_500)}\nto: ${said}`;
}
