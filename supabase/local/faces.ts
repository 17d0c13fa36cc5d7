import { fingerprint } from "./fingerprint.ts";
import { PROJECT, readTextIfAny, removeIfAny } from "./paths.ts";

/** A page that the gateway serves, built from the project's sources by programs of its own folder. */
interface Face {
  name: string;
  /** The deno.json of what it is built with. */
  config: string;
  /** Run one after the other. */
  scripts: string[];
  /** Folders and files that it is made from. */
  sources: string[];
  output: string;
}

const FACES: Face[] = [
  {
    name: "mini program",
    config: "miniprogram/deno.json",
    scripts: ["miniprogram/tools/build.ts", "miniprogram/tools/web_build.ts"],
    sources: ["miniprogram", "functions/contracts", "supabase/local/compression.ts"],
    output: "miniprogram/phone/dist",
  },
  {
    name: "dashboard",
    config: "dashboard/deno.json",
    scripts: ["dashboard/build.ts"],
    sources: ["dashboard", "functions/contracts", "supabase/local/compression.ts"],
    output: "dashboard/dist",
  },
];

export interface BuildOptions {
  /** Ends the builds under way. */
  signal?: AbortSignal;
  progress(line: string): void;
}

/** Builds the phone and the dashboard, each only when what it is made from has changed since. */
export async function buildFaces(options: BuildOptions): Promise<void> {
  await Promise.all(FACES.map((face) => buildAlone(face, options)));
}

/** Of two processes that would build at once, the second finds what the first has built. */
async function buildAlone(face: Face, options: BuildOptions): Promise<void> {
  using held = await Deno.open(`${PROJECT}/${face.config}`);
  await held.lock(true);
  await buildIfChanged(face, options);
}

async function buildIfChanged(face: Face, { signal, progress }: BuildOptions): Promise<void> {
  const note = `${PROJECT}/${face.output}/.built_from`;
  const now = await fingerprint(PROJECT, face.sources);
  if (await readTextIfAny(note) === now) return;
  progress(`building the ${face.name}`);
  await removeIfAny(note); // what an unfinished build leaves is not taken for a finished one
  for (const script of face.scripts) {
    signal?.throwIfAborted();
    await run(face, script, signal);
  }
  await Deno.writeTextFile(note, now);
}

/** Runs a build in a process of its own; what it says is shown when it fails. */
async function run(face: Face, script: string, signal?: AbortSignal): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--config", face.config, script],
    cwd: PROJECT,
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
    ...(signal ? { signal } : {}),
  }).output();
  signal?.throwIfAborted();
  if (success) return;
  const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes).trim()).join("\n");
  throw new Error(`${script} failed:\n${said}`);
}
