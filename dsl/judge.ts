import type { ModelId } from "./names.ts";

/** A model that is sent the conversation and both answers, in an order that says nothing of whose they are. */
export interface Judge {
  readonly model: ModelId;
  /** By what it scores, in words. */
  readonly rubric: string;
}
