/** What is looked at. */
import type { DoctorResult } from "../../schemas/doctor.ts";
import type { Table } from "../../schemas/table.ts";
import type { Terminal } from "../command.ts";

export interface Patient {
  readonly table: Table;
  readonly env: Terminal["env"];
  /** As `openStore` takes it. */
  readonly place: string;
  /** It was said on the command line. */
  readonly isPlaceNamed: boolean;
  /** Of callers. */
  readonly keysFile: string | undefined;
  readonly host: string;
  readonly port: number;
  readonly operatorPort: number;
  readonly ca: string | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One kind of thing that is looked at. */
export type Look = (patient: Patient) => DoctorResult[] | Promise<DoctorResult[]>;
