import type { Judge, Level } from "./judged.ts";
import { judged } from "./judged.ts";
import type { Names } from "./changes.ts";
import type { Row } from "./rows.ts";
import { type Cell, cellKey } from "./set.ts";
import { marginOf, rangeWords } from "./sums.ts";
import { levelWords, payWords, rulesWords, tierWords } from "./words.ts";

interface Props {
  judge: Judge;
  /** What is in force, where the draft is shown beside it. */
  before?: Judge | undefined;
  row: Row;
  tier: number | null;
  names: Names;
  onOpen?: ((cell: Cell) => void) | undefined;
}

/** What a tier is paid in a place: each level with what one earns, and what is left for the shop. */
export function TierCell({ judge, before, row, tier, names, onOpen }: Props) {
  const { levels, earned } = judged(judge, row, tier);
  const margin = marginOf(earned);
  return (
    <td className="rules-cell">
      {levels.map((level) => {
        const cell = { scope: row.scope, scope_id: row.scope_id, tier, level: level.level };
        const sums = earned.map((one) => level.level === 1 ? one.level1_fen : one.level2_fen);
        const was = before?.own.get(cellKey(cell)) ?? [];
        return (
          <LevelLine
            key={level.level}
            {...{ level, cell, names, onOpen }}
            earned={rangeWords(sums)}
            was={before && rulesWords(was) !== rulesWords(level.own) ? rulesWords(was) : undefined}
          />
        );
      })}
      {margin && (
        <div className={margin.isLost ? "rules-margin rules-lost" : "rules-margin"}>
          {margin.words}
        </div>
      )}
    </td>
  );
}

interface LineProps {
  level: Level;
  cell: Cell;
  names: Names;
  earned: string;
  was: string | undefined;
  onOpen?: ((cell: Cell) => void) | undefined;
}

function LevelLine({ level, cell, names, earned, was, onOpen }: LineProps) {
  const { rule, isOwn, own } = level;
  const more = own.length - (isOwn ? 1 : 0);
  const from = isOwn ? "" : fromWords(level, cell, names);
  const content = (
    <>
      <span className="rules-level">{levelWords(cell.level)}</span>
      <span className={isOwn ? "rules-own" : "rules-taken"}>{rule ? payWords(rule) : "无"}</span>
      <span className="rules-from">{from}</span>
      <span className="rules-earned">{earned}</span>
      {more > 0 && <span className="rules-note">另有 {more} 条分时段</span>}
      {was !== undefined && <span className="rules-note rules-was">原来 {was}</span>}
    </>
  );
  const look = was === undefined ? "rules-line" : "rules-line rules-changed";
  if (!onOpen) return <div className={look}>{content}</div>;
  const where = [names.place(cell), tierWords(cell.tier, names.tiers)].join("，");
  return (
    <button type="button" className={look} onClick={() => onOpen(cell)}>
      <span className="rules-heard">{where}</span>
      {content}
    </button>
  );
}

/** Where what decides here stands: a wider place, or any tier of this one. */
function fromWords({ rule }: Level, cell: Cell, names: Names): string {
  if (!rule) return "";
  if (rule.scope_id !== cell.scope_id) return names.place(rule);
  return tierWords(rule.tier, names.tiers);
}
