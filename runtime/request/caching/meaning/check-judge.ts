/** What a judge says of an answer that was kept, beside what the model said. */
import type { JudgeWord } from "../../../cache/semantic/compare/check-outcome.ts";
import type { Answer } from "../../../operations/chat/answer.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import type { Plan } from "../../plan.ts";
import type { ReadyTarget } from "../../ready-targets.ts";
import type { Judges } from "../../shadow/judges.ts";
import { spokenAnswer } from "../../shadow/spoken.ts";

export interface ToCheck {
  /** What the request is called in the log. */
  readonly id: string;
  readonly plan: Plan<ChatRequest>;
  /** The target that has answered. */
  readonly target: ReadyTarget;
  readonly kept: Answer;
  readonly fresh: Answer;
}

/** Undefined where the policy names no judge. */
export async function askJudge(
  judges: Judges,
  { id, plan, target, kept, fresh }: ToCheck,
): Promise<JudgeWord | undefined> {
  const { check } = plan;
  if (!check) return undefined;
  const { question, ready, judge } = check;
  const { mostAnswer } = judge;
  const answers = { one: spokenAnswer(kept.parts, mostAnswer), other: spokenAnswer(fresh.parts, mostAnswer) };
  let word: JudgeWord = { kind: "unjudged", why: "cancelled" };
  const told = () => ({
    skipped: (why: string) => (word = { kind: "unjudged", why }),
    begun: () => {},
    failed: (why: string) => (word = { kind: "unjudged", why }),
    answered: (score: { one: number; other: number } | undefined) =>
      (word = score ? { kind: "scored", kept: score.one, fresh: score.other } : { kind: "unreadable" }),
  });
  await judges.judge({ id, plan, question, ready, beside: target, answers, told }, judge);
  return word;
}
