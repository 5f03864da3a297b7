import { shadows } from "../schemas/shadows.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { askOperator, OPERATOR, operatorOptions } from "./operator.ts";
import { shadowReport } from "./shadow-report.ts";

export const shadow: Command = {
  help: `pointsman shadow [options]

Says how the shadows of a running gateway compare with what answers: how often they answer at all, how often their answers end
alike and call the same tools, who keeps to the form that was asked for, and by how much they are quicker, longer and dearer. The
figures begin with the process. They are read from the operator's listener, which is open on its own machine alone.

  --operator  the operator's address; default ${OPERATOR}
  --route     one route alone
  --json      the figures as JSON`,

  async run(args, terminal) {
    const { values } = readArguments(args, operatorOptions);
    const report = await askOperator(
      { operator: values.operator, path: "/shadows", what: "how shadows compare" },
      shadows,
    );
    const { route } = values;
    const chosen = { ...report, shadows: report.shadows.filter((one) => route === undefined || one.route === route) };
    terminal.out(values.json ? JSON.stringify(chosen, undefined, 2) : shadowReport(chosen));
    return 0;
  },
};
