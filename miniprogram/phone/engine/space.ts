import * as engine from "glass-easel";
import { MiniProgramEnv } from "glass-easel-miniprogram-adapter";
import { PhoneBackend } from "./backend.ts";

engine.globalOptions.throwGlobalError = false;

/** The one code space: the built-in tags live in its global part, the program in its main part. */
const environment = new MiniProgramEnv();
export const global_space = environment.getGlobalCodeSpace().getComponentSpace();
export const screen_backend = environment.associateBackend(new PhoneBackend());

let main: ReturnType<MiniProgramEnv["createCodeSpace"]> | undefined;

/** The program's own space. Made after the built-in tags are defined, as the engine wants it. */
export function mainSpace() {
  return main ??= environment.createCodeSpace("main", true);
}
