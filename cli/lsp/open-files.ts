/** The files of a project as they stand in an editor: what is open there is read from it, and not from the disk. */
import { resolve } from "node:path";
import { openProject, type Project } from "../../compiler/load/project.ts";

export interface OpenFiles {
  /** By absolute path; undefined where it is not open. */
  text(path: string): string | undefined;
}

/** `read` gathers the absolute path of everything that was asked for, whether or not it is there. */
export function editedProject(policy: string, open: OpenFiles, read: Set<string>): Project {
  const onDisk = openProject(policy);
  return {
    contains: (name) => onDisk.contains(name),
    read(name) {
      const path = resolve(name);
      read.add(path);
      return open.text(path) ?? onDisk.read(name);
    },
  };
}
