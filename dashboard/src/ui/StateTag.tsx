import type { Tone } from "./tone.ts";
import "./state_tag.css";

/** A state as a quiet tag. */
export function StateTag({ text, tone }: { text: string; tone: Tone }) {
  return <span className={`state state-${tone}`}>{text}</span>;
}
