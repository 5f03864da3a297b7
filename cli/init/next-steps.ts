/** What `init` says when it has written its files: what is there now, and the commands that go on from here. */
import { join, relative } from "node:path";
import pkg from "../../package.json" with { type: "json" };
import { calledAs } from "../called-as.ts";
import type { FirstModels } from "./models.ts";
import type { Surroundings } from "./surroundings.ts";

export interface Begun {
  readonly written: readonly string[];
  /** What was there already. */
  readonly left: readonly string[];
  readonly folder: string;
  readonly policy: string;
  readonly models: Pick<FirstModels, "variables">;
  readonly around: Surroundings;
}

export function nextSteps({ written, left, folder, policy, models, around }: Begun): string {
  const { variables } = models;
  const found =
    variables.length > 0
      ? `Keys found: ${variables.join(", ")}.`
      : "No provider's key is set, so the policy names common models; a simulator stands in for them.";
  const simulate = variables.length > 0 ? "" : " --simulate";
  const words = (path: (name: string) => string): string[] => [
    `check ${path(policy)}`,
    `decide ${path(policy)} --request ${path("request.json")}`,
    `serve ${path(policy)}${simulate}`,
  ];
  const blocks = [
    found,
    lines(written),
    ...(left.length > 0 ? [`There already, and left as they are:\n${lines(left)}`] : []),
    ...(around.isRepository
      ? []
      : ["There is no repository around it yet: a forge reads the workflow at the root of one."]),
    `Next:\n${lines(calledAs.startsWith("npx") ? fromPackage(words, folder, around) : fromSources(words, folder))}`,
  ];
  return blocks.join("\n\n");
}

function fromSources(words: (path: (name: string) => string) => string[], folder: string): string[] {
  return words((name) => relative("", join(folder, name))).map((line) => `${calledAs} ${line}`);
}

function fromPackage(
  words: (path: (name: string) => string) => string[],
  folder: string,
  around: Surroundings,
): string[] {
  const place = relative("", folder);
  const { packageFolder, isInstalled } = around;
  const install =
    packageFolder === undefined || isInstalled ? "npm install" : `npm install --save-exact pointsman@${pkg.version}`;
  return [
    ...(place === "" ? [] : [`cd ${place}`]),
    install,
    ...words((name) => name).map((line) => `${calledAs} ${line}`),
  ];
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `  ${text}`).join("\n");
}
