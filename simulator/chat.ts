// Chat: the question is answered by the simulated model; a dialect reads the one and writes the other.
import { type Answer, toAnswer } from "./answer.ts";
import type { Framing, WireEvent } from "./framing.ts";
import type { CacheUse } from "./prompt-cache.ts";
import type { Question } from "./question.ts";
import { seededRandom } from "./random.ts";
import type { Arrival, Asking, Endpoint, Given, Reply } from "./wire.ts";

/** The answers to a question with what its dialect needs around them. */
export interface Turn {
  readonly question: Question;
  /** As many as were asked for. */
  readonly answers: readonly Answer[];
  /** The first of them. */
  readonly answer: Answer;
  readonly cache: CacheUse;
  /** Seconds since 1970. */
  readonly created: number;
  /** A new identifier: a prefix and so many letters and digits. */
  readonly newId: (prefix: string, length: number) => string;
}

export interface ChatDialect {
  readonly path: RegExp;
  readonly shown: string;
  readonly framing: Framing | ((arrival: Arrival) => Framing);
  /** @throws RequestProblem */
  toQuestion(arrival: Arrival): Question;
  toBody(turn: Turn): object;
  toEvents(turn: Turn): Iterable<WireEvent>;
  /** Tokens that are made beside the answers. */
  besideAnswers?(turn: Turn): number;
}

export function chat(dialect: ChatDialect): Endpoint {
  const { path, shown, framing } = dialect;
  return {
    path,
    shown,
    read(arrival): Asking {
      const question = dialect.toQuestion(arrival);
      const { model, promptTokens, stream } = question;
      return {
        model,
        promptTokens,
        framing: stream ? (typeof framing === "function" ? framing(arrival) : framing) : undefined,
        answer: (given) => toReply(dialect, question, given),
      };
    },
  };
}

function toReply(dialect: ChatDialect, question: Question, given: Given): Reply {
  const { created, newId, cache, seed, tokensPerEvent = 1 } = given;
  const answers = answersTo(question, seed).map((answer) => inPieces(answer, tokensPerEvent));
  const [answer] = answers as [Answer];
  const turn: Turn = { question, answers, answer, cache: cache.use(question.prefixes), created, newId };
  const tokens = generated(turn);
  return {
    tokens,
    billed: {
      input: question.promptTokens,
      cacheRead: turn.cache.read,
      cacheWrite: turn.cache.written,
      output: tokens + (dialect.besideAnswers?.(turn) ?? 0),
      reasoning: thought(turn),
    },
    body: () => dialect.toBody(turn),
    events: () => dialect.toEvents(turn),
  };
}

/** The tokens of all answers, what was thought included. */
export function generated({ answers }: Turn): number {
  return answers.reduce((sum, { tokens }) => sum + tokens, 0);
}

/** What was thought, in tokens, of all answers. */
export function thought({ answers }: Turn): number {
  return answers.reduce((sum, { reasoning }) => sum + reasoning.length, 0);
}

/** The same question gets the same answers, streamed or not, cached or not. */
function answersTo(question: Question, seed: number): Answer[] {
  const asked = JSON.stringify({ ...question, stream: false, streamUsage: false, prefixes: [], choices: 1 });
  const numbered = (index: number): Answer =>
    toAnswer(question, seededRandom(seed, asked, ...(index > 0 ? [index] : [])));
  return [numbered(0), ...Array.from({ length: question.choices - 1 }, (_, index) => numbered(index + 1))];
}

/** The same answer, its text in fewer pieces: the first token by itself, which somebody waits for. */
function inPieces(answer: Answer, size: number): Answer {
  if (size <= 1) return answer;
  const [first = "", ...rest] = answer.text;
  const pieces = Array.from({ length: Math.ceil(rest.length / size) }, (_, at) =>
    rest.slice(at * size, (at + 1) * size).join(""),
  );
  return answer.text.length === 0 ? answer : { ...answer, text: [first, ...pieces] };
}
