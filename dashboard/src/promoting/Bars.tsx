import { Tooltip } from "antd";
import { heightsOf } from "./heights.ts";
import "./bars.css";

export interface Bar {
  label: string;
  value: number;
  /** All that is to say of it. */
  words: string;
}

/** Bars side by side, each with its words; `about` says what they show. */
export function Bars({ bars, about }: { bars: readonly Bar[]; about: string }) {
  const heights = heightsOf(bars.map(({ value }) => value));
  return (
    <figure className="bars" aria-label={about}>
      <div className="bars-row">
        {bars.map(({ label, words }, n) => (
          <Tooltip key={label} title={words}>
            <div className="bars-place">
              <div className="bar" style={{ height: `${heights[n]}%` }} />
            </div>
          </Tooltip>
        ))}
      </div>
      <div className="bars-ends aux">
        <span>{bars[0]?.label}</span>
        <span>{bars.at(-1)?.label}</span>
      </div>
    </figure>
  );
}
