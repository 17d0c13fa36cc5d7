import ts from "typescript";
import { PHONE, ROOT } from "../paths.ts";
import { configured, described, diagnosticsOf } from "./types.ts";

export interface PhoneCheck {
  /** Types that don't fit in the phone's own program. */
  problems: string[];
  /** The names of `wx` that the phone has, when that can be told. */
  wx_names: Set<string> | undefined;
}

/** The phone's program in the browser. What its `wx` has is read from the type of what phone/wx/mod.ts exports. */
export function checkPhone(): PhoneCheck {
  const { options, fileNames } = configured("phone/tsconfig.json");
  const program = ts.createProgram(fileNames, options);
  const problems = fileNames.flatMap((path) => diagnosticsOf(program, path))
    .map((one) => described(one, ROOT));
  const wx_names = exportedMembers(program, `${PHONE}/wx/mod.ts`, "wx");
  if (!wx_names) problems.push("phone/wx/mod.ts exports no wx");
  return { problems, wx_names };
}

function exportedMembers(program: ts.Program, path: string, name: string): Set<string> | undefined {
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(path);
  const module = file && checker.getSymbolAtLocation(file);
  const exported = module &&
    checker.getExportsOfModule(module).find((symbol) => symbol.name === name);
  if (!exported) return undefined;
  const members = checker.getTypeOfSymbol(exported).getProperties();
  return new Set(members.map((member) => member.name));
}
