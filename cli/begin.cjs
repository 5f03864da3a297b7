#!/usr/bin/env node
// In JavaScript that every Node reads: one that is too old has to understand this much in order to say so.
"use strict";

const OLDEST = 24;
const running = process.versions.node;

if (Number(running.split(".")[0]) < OLDEST) {
  process.stderr.write(`pointsman needs Node ${OLDEST} or newer, and this is Node ${running}: https://nodejs.org\n`);
  process.exitCode = 2;
} else {
  // Most of a short command's time would go into compiling code; it is kept in the system's folder for temporary files.
  require("node:module").enableCompileCache();
  require("./main.ts");
}
