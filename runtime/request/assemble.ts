import { AssembledBody } from "./assembled-body.ts";
import type { Assembly } from "./assembly.ts";
import { RelayedWhole, TranslatedWhole } from "./whole-steps.ts";

export const relayed: Assembly["relayed"] = (steps, fold, write, events) =>
  new AssembledBody(new RelayedWhole(steps, fold, write), events);

export const translated: Assembly["translated"] = (reader, write, events) =>
  new AssembledBody(new TranslatedWhole(reader, write), events);
