const encoder = new TextEncoder();

/** Writes one line for the person at the terminal. */
export function say(line: string): void {
  Deno.stdout.writeSync(encoder.encode(line + "\n"));
}
