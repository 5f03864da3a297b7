/** The faults of the product that the oracle on the wire must notice, each by an edit that puts it back. */
import { claimMutants } from "./claim-mutants.ts";
import { countedMutants } from "./counted-mutants.ts";
import { moneyMutants } from "./money-mutants.ts";
import type { WireMutant } from "./mutant.ts";
import { reportMutants } from "./report-mutants.ts";
import { sentMutants } from "./sent-mutants.ts";
import { settingMutants } from "./setting-mutants.ts";
import { shadowMutants } from "./shadow-mutants.ts";
import { spokenMutants } from "./spoken-mutants.ts";

export const wireMutants: readonly WireMutant[] = [
  ...sentMutants,
  ...countedMutants,
  ...claimMutants,
  ...reportMutants,
  ...spokenMutants,
  ...settingMutants,
  ...shadowMutants,
  ...moneyMutants,
];
