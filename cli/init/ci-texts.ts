/** The workflow that checks a policy, and that the table beside it is what it compiles to. No key is needed. */
import type { Surroundings } from "./surroundings.ts";

export interface Pipeline {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** Run at the root, so that findings are told by their paths in the repository. */
export function pipeline({
  forge,
  inside,
  policy,
}: Pick<Surroundings, "forge" | "inside"> & { readonly policy: string }): Pipeline {
  const place = inside === "" ? "" : `--prefix ${inside} `;
  const path = inside === "" ? policy : `${inside}/${policy}`;
  const run = (words: string): string => `npx ${place}pointsman ${words}`;
  const commands = [
    `npm install ${place}--no-audit --no-fund`,
    run(`check ${path}`),
    run(`build ${path} --check`),
  ] as const;
  return forge === "gitlab"
    ? { path: ".gitlab-ci.yml", text: gitlab(commands) }
    : { path: `.github/workflows/${workflowName(inside)}.yml`, text: github(commands) };
}

type Commands = readonly [install: string, check: string, build: string];

/** One of its own for each folder with a policy. */
function workflowName(inside: string): string {
  return ["pointsman", ...inside.split("/").filter((part) => part !== "")].join("-");
}

function github([install, check, build]: Commands): string {
  return `name: pointsman
on:
  pull_request:
  push:
    branches: [main, master]
permissions:
  contents: read
jobs:
  policy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - uses: actions/setup-node@v5
        with:
          node-version: 24
      # The version that package.json pins, which is the one that has built the table.
      - run: ${install}
      # Warnings are shown and do not fail: the clock alone never breaks a build. --deny <code> makes one fail.
      - run: ${check} --format github
      - run: ${build}
`;
}

function gitlab([install, check, build]: Commands): string {
  return `pointsman:
  image: node:24
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
  script:
    # The version that package.json pins, which is the one that has built the table.
    - ${install}
    # Warnings are shown and do not fail: the clock alone never breaks a build. --deny <code> makes one fail.
    - ${check}
    - ${build}
`;
}
